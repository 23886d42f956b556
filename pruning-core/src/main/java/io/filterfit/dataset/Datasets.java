package io.filterfit.dataset;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Opens data sets. A data set is given as
 *
 * <ul>
 *   <li>the name of a known one, {@code cifar10} or {@code fashion-mnist}, fetched into the cache the first time;
 *   <li>the path of a directory with CIFAR-10's binary version ({@code data_batch_1.bin} ... {@code test_batch.bin});
 *   <li>the path of a directory with MNIST's four IDX files ({@code train-images-idx3-ubyte} ..., zipped or not);
 *   <li>the path of a directory tree of images by class, {@code train/<class>/*.png} and {@code test/<class>/*.png}, in any format
 *       that ImageIO reads, all of one size.
 * </ul>
 */
public final class Datasets {

    private final Path cache;
    private final Map<String, KnownDataset> known = new TreeMap<>();

    /** @param cache the directory that fetched data sets are kept in; created when first needed */
    public Datasets(Path cache) {
        this.cache = cache;
        for (KnownDataset dataset : List.of(new Cifar10(), new FashionMnist())) {
            known.put(dataset.name(), dataset);
        }
    }

    /** With the user's cache directory: {@code $XDG_CACHE_HOME/filterfit}, or {@code ~/.cache/filterfit}. */
    public static Datasets ofUser() {
        return new Datasets(userCache());
    }

    /** Where this user's files are that can be had again, by the rules of the XDG. */
    public static Path userCache() {
        Path caches = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(directory -> !directory.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return caches.resolve("filterfit");
    }

    /** Names that can be fetched. */
    public SortedSet<String> names() {
        return new TreeSet<>(known.keySet());
    }

    /** Opens a data set, fetching it first if it is a known one that is not in the cache. */
    public ImageDataset open(String nameOrPath) {
        return open(nameOrPath, FetchObserver.SILENT);
    }

    /** Opens a data set, fetching it first if it is a known one that is not in the cache. */
    public ImageDataset open(String nameOrPath, FetchObserver observer) {
        KnownDataset dataset = known.get(nameOrPath);
        if (dataset != null) {
            return dataset.open(fetch(nameOrPath, observer));
        }
        Path directory = directory(nameOrPath);
        if (BinaryDirectory.isOne(directory)) {
            return BinaryDirectory.open(nameOrPath, directory);
        }
        return IdxDirectory.isOne(directory)
                ? IdxDirectory.open(nameOrPath, directory)
                : ImageTree.open(nameOrPath, directory);
    }

    /** Sees to it that a known data set is in the cache, and says in which directory. */
    public Path fetch(String name, FetchObserver observer) {
        KnownDataset dataset = known.get(name);
        if (dataset == null) {
            throw unknown(name);
        }
        return new DatasetCache(cache).obtain(dataset, observer);
    }

    private Path directory(String nameOrPath) {
        try {
            Path directory = Path.of(nameOrPath);
            if (Files.isDirectory(directory)) {
                return directory;
            }
        } catch (InvalidPathException neitherNameNorPath) {
            throw unknown(nameOrPath);
        }
        throw unknown(nameOrPath);
    }

    private CompressionException unknown(String name) {
        return new CompressionException(
                FailureReason.DATASET_UNKNOWN,
                "data set " + name + " is not known; known are " + String.join(", ", known.keySet())
                        + ", or give the path of a directory with CIFAR-10's binary files, with MNIST's IDX"
                        + " files, or with train/<class>/ and test/<class>/ images");
    }
}
