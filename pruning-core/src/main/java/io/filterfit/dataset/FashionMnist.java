package io.filterfit.dataset;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * Fashion-MNIST (Xiao, Rasul and Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms", 2017,
 * MIT licence): 60,000 grey images of clothes to train and 10,000 to test with, 28 x 28, ten classes. From Debian's package
 * {@value #PACKAGE} where it is installed, else from its authors. Debian has zipped the files anew, so what counts is what they hold.
 */
final class FashionMnist implements KnownDataset {

    static final String NAME = "fashion-mnist";
    static final List<String> CLASSES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private static final String PACKAGE = "dataset-fashion-mnist";
    private static final Path PACKAGE_DIRECTORY = Path.of("/usr/share/datasets/fashion-mnist");
    private static final URI CANONICAL = URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

    private static final List<Part> PARTS = List.of(
            new Part(
                    IdxDirectory.TRAINING_IMAGES,
                    47_040_016,
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                    "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
            new Part(
                    IdxDirectory.TRAINING_LABELS,
                    60_008,
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                    "25c81989df183df01b3e8a0aad5dffbe"),
            new Part(
                    IdxDirectory.TEST_IMAGES,
                    7_840_016,
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                    "bef4ecab320f06d8554ea6380940ec79"),
            new Part(
                    IdxDirectory.TEST_LABELS,
                    10_008,
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
                    "bb300cfdad3c16e7a12a480ee83cd310"));

    /**
     * One of the four files.
     *
     * @param bytes once unzipped
     * @param sha256 once unzipped
     * @param zippedMd5 of the authors' zipped file, as they publish it
     */
    private record Part(String name, long bytes, String sha256, String zippedMd5) {

        String zipped() {
            return name + ".gz";
        }

        boolean isIn(Path directory) {
            Path file = directory.resolve(name);
            return Files.isRegularFile(file) && file.toFile().length() == bytes;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isComplete(Path directory) {
        return PARTS.stream().allMatch(part -> part.isIn(directory));
    }

    @Override
    public List<Source> sources() {
        return List.of(new Installed(PACKAGE_DIRECTORY), new Canonical());
    }

    @Override
    public ImageDataset open(Path directory) {
        return IdxDirectory.open(NAME, directory, CLASSES);
    }

    /** The files of Debian's package. */
    record Installed(Path from) implements Source {

        @Override
        public String description() {
            return from.toString();
        }

        @Override
        public void fetch(Path directory, Path downloads, FetchObserver observer) {
            for (Part part : PARTS) {
                if (Files.notExists(from.resolve(part.zipped()))) {
                    throw unreadable(
                            from + " does not hold " + part.zipped() + " (on Debian: apt-get install " + PACKAGE + ")",
                            null);
                }
                unzip(part, from.resolve(part.zipped()), directory, observer);
            }
        }
    }

    private static final class Canonical implements Source {

        @Override
        public String description() {
            return CANONICAL.toString();
        }

        @Override
        public void fetch(Path directory, Path downloads, FetchObserver observer) {
            for (Part part : PARTS) {
                Path file = downloads.resolve(part.zipped());
                new Download(CANONICAL.resolve(part.zipped()), new Checksum("MD5", part.zippedMd5()), part.bytes())
                        .into(file, observer);
                unzip(part, file, directory, observer);
            }
        }
    }

    private static void unzip(Part part, Path zipped, Path directory, FetchObserver observer) {
        Path file = directory.resolve(part.name());
        observer.progress("unpacking " + zipped.getFileName(), 0, -1);
        try (InputStream content =
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(zipped)), 1 << 16)) {
            // One byte too many is enough to tell, whatever the file would unpack to.
            Files.copy(
                    BoundedInputStream.builder()
                            .setInputStream(content)
                            .setMaxCount(part.bytes() + 1)
                            .get(),
                    file);
            if (part.isIn(directory) && new Checksum("SHA-256", part.sha256()).matches(file)) {
                return;
            }
        } catch (IOException failed) {
            throw unreadable(zipped + " cannot be unpacked: " + failed.getMessage(), failed);
        }
        throw unreadable(zipped + " does not hold what the data set's authors publish", null);
    }

    private static CompressionException unreadable(String sentence, Throwable cause) {
        return new CompressionException(FailureReason.DATASET_UNREADABLE, sentence, cause);
    }
}
