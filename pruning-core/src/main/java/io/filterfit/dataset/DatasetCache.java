package io.filterfit.dataset;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;

/** Keeps fetched data sets, each in a directory of its name that appears in one move, once it is complete. */
final class DatasetCache {

    private static final Object THIS_PROCESS = new Object();

    private final Path directory;

    DatasetCache(Path directory) {
        this.directory = directory;
    }

    /** A complete copy, from the cache or from the first source that gives one. Processes that want the same take turns. */
    Path obtain(KnownDataset dataset, FetchObserver observer) {
        Path kept = directory.resolve(dataset.name());
        if (dataset.isComplete(kept)) {
            return kept;
        }
        synchronized (THIS_PROCESS) {
            try {
                Files.createDirectories(directory);
                Path lockFile = directory.resolve(dataset.name() + ".lock");
                try (FileChannel channel =
                                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    if (!dataset.isComplete(kept)) {
                        fetch(dataset, kept, observer);
                    }
                    return kept;
                }
            } catch (IOException unusable) {
                throw new CompressionException(
                        FailureReason.FILE_UNUSABLE,
                        "cache directory " + directory + " cannot be used: " + unusable.getMessage()
                                + "; make it writable or set XDG_CACHE_HOME",
                        unusable);
            }
        }
    }

    private void fetch(KnownDataset dataset, Path kept, FetchObserver observer) throws IOException {
        Path downloads = Files.createDirectories(directory.resolve("downloads"));
        Path unfinished = directory.resolve(dataset.name() + ".unfinished");
        List<CompressionException> failures = new ArrayList<>();
        for (KnownDataset.Source source : dataset.sources()) {
            FileUtils.deleteDirectory(unfinished.toFile());
            Files.createDirectories(unfinished);
            try {
                source.fetch(unfinished, downloads, observer);
                if (dataset.isComplete(unfinished)) {
                    FileUtils.deleteDirectory(kept.toFile());
                    Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
                    FileUtils.deleteDirectory(downloads.toFile());
                    return;
                }
                failures.add(new CompressionException(
                        FailureReason.DATASET_UNREADABLE, source.description() + " did not hold every file"));
            } catch (CompressionException failed) {
                failures.add(failed);
            }
        }
        FileUtils.deleteDirectory(unfinished.toFile());
        throw unobtainable(dataset, kept, failures);
    }

    private static CompressionException unobtainable(
            KnownDataset dataset, Path kept, List<CompressionException> failures) {
        List<String> reasons = failures.stream().map(Throwable::getMessage).toList();
        CompressionException unobtainable = new CompressionException(
                FailureReason.DATASET_UNREADABLE,
                "data set " + dataset.name() + " is not in the cache and could not be fetched ("
                        + String.join("; ", reasons)
                        + "); on a machine without network, fetch it elsewhere and copy the directory to " + kept);
        failures.forEach(unobtainable::addSuppressed);
        return unobtainable;
    }
}
