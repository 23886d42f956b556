package io.filterfit.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What another JVM of the project is started with. {@link NativeRuntime#prepare()} does the rest inside it.
 *
 * <p>Defined in two resources beside this class, which the launcher, the container files and the build read as well:
 * {@code jvm.options}, an argument file of {@code java}, and {@code allocator.env}, assignments as a shell reads them.
 */
public final class ChildJvm {

    private static final List<Path> LIBRARY_DIRECTORIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu"),
            Path.of("/usr/lib64"),
            Path.of("/usr/lib"),
            Path.of("/usr/local/lib"));

    private ChildJvm() {}

    /** Arguments that belong before the main class; memory is the caller's to decide. */
    public static List<String> arguments() {
        return lines("jvm.options");
    }

    /**
     * Variables to add to the environment: those that put jemalloc in place of malloc, or none where it is not installed or the
     * environment already preloads something.
     */
    public static Map<String, String> environment() {
        if (System.getenv("LD_PRELOAD") != null || !jemallocInstalled()) {
            return Map.of();
        }
        Map<String, String> environment = new TreeMap<>();
        for (String assignment : allocatorAssignments()) {
            int equals = assignment.indexOf('=');
            environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return environment;
    }

    static List<String> allocatorAssignments() {
        return lines("allocator.env");
    }

    private static boolean jemallocInstalled() {
        return LIBRARY_DIRECTORIES.stream().anyMatch(directory -> Files.exists(directory.resolve("libjemalloc.so.2")));
    }

    private static List<String> lines(String resource) {
        try (InputStream stream = ChildJvm.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .flatMap(line -> line.isEmpty() || line.startsWith("#") ? Stream.empty() : Stream.of(line))
                    .toList();
        } catch (IOException impossible) {
            throw new IllegalStateException("resource " + resource + " of pruning-core cannot be read", impossible);
        }
    }
}
