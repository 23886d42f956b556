package io.filterfit.stack;

import io.filterfit.stack.lifeline.Lifeline;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a child JVM.
 *
 * @param settings options and environment
 * @param program what runs
 */
record JvmCommand(JvmSettings settings, Program program) {

    sealed interface Program {
        List<String> arguments();
    }

    /** A main class on a class path. */
    record MainClass(List<Path> classPath, String name, List<String> programArguments) implements Program {
        @Override
        public List<String> arguments() {
            List<String> arguments = new ArrayList<>();
            arguments.add("-cp");
            arguments.add(String.join(
                    File.pathSeparator, classPath.stream().map(Path::toString).toList()));
            arguments.add(name);
            arguments.addAll(programArguments);
            return arguments;
        }
    }

    /** An executable jar. */
    record Jar(Path jar) implements Program {
        @Override
        public List<String> arguments() {
            return List.of("-jar", jar.toString());
        }
    }

    List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-javaagent:" + CodeLocation.ofJar(Lifeline.class));
        line.addAll(settings.options());
        line.addAll(program.arguments());
        return line;
    }
}
