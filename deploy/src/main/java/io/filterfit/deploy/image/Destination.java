package io.filterfit.deploy.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.DockerDaemonImage;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where images go. */
sealed interface Destination {

    Containerizer of(String name, String version) throws InvalidImageReferenceException, IOException;

    /** {@code tar:DIRECTORY}, {@code docker}, or {@code registry:PREFIX}. */
    static Destination parse(String text) {
        if (text.equals("docker")) {
            return new Daemon();
        }
        if (text.startsWith("tar:")) {
            return new Tar(Path.of(text.substring("tar:".length())));
        }
        if (text.startsWith("registry:")) {
            return new Registry(text.substring("registry:".length()));
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no destination; give tar:DIRECTORY, docker or registry:PREFIX");
    }

    /** Files that {@code docker load} and its like read. */
    record Tar(Path directory) implements Destination {
        @Override
        public Containerizer of(String name, String version) throws InvalidImageReferenceException, IOException {
            Files.createDirectories(directory);
            return Containerizer.to(TarImage.at(directory.resolve(name + ".tar"))
                    .named(ImageReference.parse("filterfit/" + name + ":" + version)));
        }
    }

    /** The Docker daemon of this machine. */
    record Daemon() implements Destination {
        @Override
        public Containerizer of(String name, String version) throws InvalidImageReferenceException {
            return Containerizer.to(DockerDaemonImage.named(ImageReference.parse("filterfit/" + name + ":" + version)));
        }
    }

    /** A registry, with the credentials that {@code docker login} left. */
    record Registry(String prefix) implements Destination {
        @Override
        public Containerizer of(String name, String version) throws InvalidImageReferenceException {
            var reference = ImageReference.parse(prefix + "/" + name + ":" + version);
            return Containerizer.to(RegistryImage.named(reference)
                    .addCredentialRetriever(CredentialRetrieverFactory.forImage(reference, event -> {})
                            .dockerConfig()));
        }
    }
}
