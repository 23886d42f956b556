package io.filterfit.deploy.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a process of the project is started: the files that the launcher and the tests read too. */
record RuntimeSettings(Path jvmOptions, Map<String, String> allocator) {

    static final String HOME = "/opt/filterfit";

    static RuntimeSettings of(Path project) throws IOException {
        Path resources = project.resolve("pruning-core/src/main/resources/io/filterfit/nd4j");
        Map<String, String> allocator = new TreeMap<>();
        for (String line : Files.readAllLines(resources.resolve("allocator.env"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                allocator.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return new RuntimeSettings(resources.resolve("jvm.options"), allocator);
    }

    /** Networks live outside the heap, which takes most of the container's memory; the heap gets a quarter. */
    static List<String> entryPoint(ServiceImage service) {
        return List.of(
                "java",
                "@" + HOME + "/jvm.options",
                "-XX:MaxRAMPercentage=25",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dorg.bytedeco.javacpp.cachedir=" + service.nativesDirectory(),
                "-Duser.home=/tmp",
                "-jar",
                HOME + "/quarkus-run.jar");
    }

    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(allocator);
        environment.put("QUARKUS_HTTP_HOST", "0.0.0.0");
        environment.put("QUARKUS_HTTP_PORT", "8080");
        environment.put("XDG_CACHE_HOME", "/var/cache");
        return environment;
    }
}
