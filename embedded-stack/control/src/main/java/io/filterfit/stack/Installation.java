package io.filterfit.stack;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A built checkout of FilterFit.
 *
 * @param home the directory that holds the modules
 */
record Installation(Path home) {

    /** The checkout that system property {@code filterfit.home} names, else the one that this class was built in. */
    static Installation locate() {
        String named = System.getProperty("filterfit.home");
        if (named != null) {
            return new Installation(Path.of(named).toAbsolutePath());
        }
        Path location = CodeLocation.of(Installation.class);
        for (Path directory = location; directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve("embedded-stack"))
                    && Files.isDirectory(directory.resolve("compression-spec"))) {
                return new Installation(directory);
            }
        }
        throw new CompressionException(
                FailureReason.FILE_UNUSABLE,
                "no FilterFit checkout lies above " + location + "; name it with -Dfilterfit.home=DIRECTORY");
    }

    Path serviceJar(ServiceName service) {
        Path jar = home.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE,
                    service.module() + " is not built: " + jar + " is missing; run 'mvn package' in " + home);
        }
        return jar;
    }
}
