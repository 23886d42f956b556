package io.filterfit.deploy.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service as it goes into an image.
 *
 * @param name of the image, for instance {@code trainer}
 * @param module the Maven module
 * @param environment what this one needs beside what all need
 */
record ServiceImage(String name, String module, Map<String, String> environment) {

    private static final String CUDA_NATIVES = "/var/cache/natives";

    ServiceImage {
        environment = Map.copyOf(environment);
    }

    /** The service of this name: a stage, {@code console}, or {@code trainer-cuda}. */
    static ServiceImage named(String name) {
        return switch (name) {
            case "analyzer", "pruner", "trainer", "evaluator" -> new ServiceImage(name, name + "-service", Map.of());
            case "console" -> new ServiceImage(name, name, Map.of());
            case "trainer-cuda" ->
                new ServiceImage(
                        name,
                        "trainer-service",
                        Map.of("NVIDIA_VISIBLE_DEVICES", "all", "NVIDIA_DRIVER_CAPABILITIES", "compute,utility"));
            default ->
                throw new IllegalArgumentException("there is no service '" + name
                        + "'; the services are analyzer, pruner, trainer, trainer-cuda, evaluator and console");
        };
    }

    /** Where the natives are unpacked: CUDA's, 3 GB, in a place of their own that a volume can keep. */
    String nativesDirectory() {
        return isCuda() ? CUDA_NATIVES : "/tmp/javacpp";
    }

    boolean isCuda() {
        return name.endsWith("-cuda");
    }

    /** What Maven packaged. */
    Path application(Path project) {
        Path application = project.resolve(module).resolve("target/quarkus-app");
        if (!Files.exists(application.resolve("quarkus-run.jar"))) {
            throw new IllegalStateException(
                    "there is no " + application + "; run 'mvn package -pl " + module + " -am' first");
        }
        return application;
    }

    Map<String, String> environmentWith(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(more);
        all.putAll(environment);
        return all;
    }
}
