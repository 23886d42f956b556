package io.filterfit.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatasetCacheTest {

    @TempDir
    Path directory;

    private final AtomicInteger fetches = new AtomicInteger();

    private KnownDataset.Source working() {
        return source("good", target -> write(target.resolve("complete")));
    }

    private KnownDataset.Source unreachable() {
        return source("bad", target -> {
            write(target.resolve("half"));
            throw new CompressionException(FailureReason.DATASET_UNREADABLE, "no such host");
        });
    }

    private KnownDataset.Source source(String name, java.util.function.Consumer<Path> fetch) {
        return new KnownDataset.Source() {
            @Override
            public String description() {
                return name;
            }

            @Override
            public void fetch(Path target, Path downloads, FetchObserver observer) {
                fetches.incrementAndGet();
                fetch.accept(target);
            }
        };
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "x");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private Path obtain(KnownDataset.Source... sources) {
        return new DatasetCache(directory).obtain(dataset(sources), FetchObserver.SILENT);
    }

    private static KnownDataset dataset(KnownDataset.Source... sources) {
        return new KnownDataset() {
            @Override
            public String name() {
                return "something";
            }

            @Override
            public boolean isComplete(Path candidate) {
                return Files.exists(candidate.resolve("complete"));
            }

            @Override
            public List<Source> sources() {
                return List.of(sources);
            }

            @Override
            public ImageDataset open(Path complete) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Test
    void theNextSourceIsTriedWhereOneFails() {
        Path kept = obtain(unreachable(), working());

        assertThat(kept.resolve("complete")).exists();
        assertThat(kept.resolve("half")).doesNotExist();
    }

    @Test
    void whatIsInTheCacheIsNotFetchedAgain() {
        obtain(working());
        obtain(working());

        assertThat(fetches).hasValue(1);
    }

    @Test
    void anIncompleteCopyIsReplaced() throws Exception {
        Files.createDirectories(directory.resolve("something"));

        assertThat(obtain(working()).resolve("complete")).exists();
    }

    @Test
    void aMachineWithoutNetworkIsToldWhatToDo() {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> obtain(unreachable(), unreachable()))
                .withMessageContaining("no such host")
                .withMessageContaining("copy the directory to " + directory.resolve("something"))
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.DATASET_UNREADABLE);
        assertThat(directory.resolve("something")).doesNotExist();
        assertThat(directory.resolve("something.unfinished")).doesNotExist();
    }

    @Test
    void thoseWhoWantTheSameAtOnceFetchItOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Path>> wishes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                wishes.add(() -> obtain(working()));
            }
            for (Future<Path> wish : threads.invokeAll(wishes, 30, TimeUnit.SECONDS)) {
                assertThat(wish.get().resolve("complete")).exists();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aCacheThatCannotBeWrittenIsAFileError() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");

        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(
                        () -> new DatasetCache(file.resolve("cache")).obtain(dataset(working()), FetchObserver.SILENT))
                .withMessageContaining("XDG_CACHE_HOME")
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.FILE_UNUSABLE);
    }
}
