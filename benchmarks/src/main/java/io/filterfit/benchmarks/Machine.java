package io.filterfit.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a record was made.
 *
 * @param processor model name
 * @param processors that the JVM sees
 * @param java version
 */
public record Machine(String processor, int processors, String java) {

    public static Machine current() {
        return new Machine(
                processorName(), Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
    }

    private static String processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }
}
