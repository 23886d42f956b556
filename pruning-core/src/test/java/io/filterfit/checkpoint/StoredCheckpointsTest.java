package io.filterfit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.training.TrainingState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class StoredCheckpointsTest {

    @TempDir
    private Path directory;

    private final List<String> heard = new ArrayList<>();
    private FaultyShelf shelf;
    private StoredCheckpoints checkpoints;

    private StoredCheckpoints open() {
        shelf = shelf == null ? new FaultyShelf(new CheckpointDirectory(directory.resolve("shelf"))) : shelf;
        CheckpointListener listener = new CheckpointListener() {
            @Override
            public void unreadable(CheckpointShelf.Label label, CompressionException problem) {
                heard.add("unreadable " + label.progress());
            }

            @Override
            public void lost(TrainingState state, Exception problem) {
                heard.add("lost " + state.step());
            }
        };
        checkpoints = new StoredCheckpoints(
                shelf, directory, CheckpointInterval.parse("2 steps"), listener, Duration.ofHours(1));
        return checkpoints;
    }

    @AfterEach
    void close() {
        checkpoints.close();
    }

    private void save(int... steps) {
        for (int step : steps) {
            checkpoints.handOver(States.at(step));
        }
    }

    private Path fileOf(int step) {
        long progress = States.at(step).progress();
        return shelf.of(States.RUN).stream()
                .filter(label -> label.progress() == progress)
                .map(label -> shelf.fetch(label, directory))
                .findFirst()
                .orElseThrow();
    }

    private int newestStep() {
        return open().newest(States.RUN).map(TrainingState::step).orElse(-1);
    }

    @Test
    void theNewestWins() {
        open();
        save(6, 8, 7);

        assertThat(newestStep()).isEqualTo(8);
    }

    @Test
    void ofAnotherRunThereIsNone() {
        open();
        save(6);

        assertThat(open().newest("other")).isEmpty();
    }

    @Test
    void aTornOneFallsBackToTheOneBefore() throws Exception {
        open();
        save(6, 7, 8);
        Files.write(fileOf(8), new byte[] {1, 2, 3});

        assertThat(newestStep()).isEqualTo(7);
        assertThat(heard).containsExactly("unreadable " + States.at(8).progress());
    }

    @Test
    void oneThatIsMissingFallsBackToTheOneBefore() throws Exception {
        open();
        save(6, 7);
        Path file = fileOf(7);
        shelf.beforeFetch = () -> delete(file);

        assertThat(newestStep()).isEqualTo(6);
    }

    @Test
    void oneThatHoldsSomethingElseFallsBackToTheOneBefore() throws Exception {
        open();
        save(6);
        shelf.put(States.RUN, States.at(9).progress(), Files.writeString(directory.resolve("no"), "no checkpoint"));

        assertThat(newestStep()).isEqualTo(6);
    }

    @Test
    void whatCannotBeReadIsNotInTheWayOfWhatComesAfterIt() throws Exception {
        open();
        save(7, 8, 9);
        for (int step = 7; step <= 9; step++) {
            Files.write(fileOf(step), new byte[] {1, 2, 3});
        }

        assertThat(newestStep()).isEqualTo(-1);
        save(2);
        assertThat(newestStep()).isEqualTo(2);
    }

    @Test
    void aShelfThatDoesNotAnswerIsNoReasonToBeginAnew() {
        open();
        save(6);
        shelf.beforeFetch = () -> {
            throw new CompressionException(FailureReason.STORE_UNAVAILABLE, "away");
        };

        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(this::newestStep)
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.STORE_UNAVAILABLE);
    }

    @Test
    void theLastThreeAreKept() {
        open();
        save(1, 2, 3, 4, 5);

        assertThat(shelf.of(States.RUN))
                .extracting(CheckpointShelf.Label::progress)
                .containsExactlyInAnyOrder(
                        States.at(3).progress(),
                        States.at(4).progress(),
                        States.at(5).progress());
    }

    @Test
    void oneIsTakenWheneverTheIntervalIsOver() {
        open();
        AtomicInteger taken = new AtomicInteger();

        for (int step = 1; step <= 6; step++) {
            checkpoints.offer(() -> States.at(taken.incrementAndGet()));
            checkpoints.awaitIdle();
        }

        assertThat(taken).hasValue(3);
    }

    @Test
    void trainingGoesOnWhileOneIsOnItsWayAndNoOtherIsTaken() {
        open();
        CountDownLatch away = new CountDownLatch(1);
        shelf.beforePut = () -> await(away);
        AtomicInteger taken = new AtomicInteger();

        for (int step = 1; step <= 20; step++) {
            checkpoints.offer(() -> States.at(taken.incrementAndGet()));
        }

        assertThat(taken).hasValue(1);
        away.countDown();
        checkpoints.awaitIdle();
        checkpoints.offer(() -> States.at(taken.incrementAndGet()));
        assertThat(taken).hasValue(2);
    }

    @Test
    void oneThatCannotBePutAwayIsToldAndHarmsNothing() {
        open();
        shelf.beforePut = () -> {
            throw new CompressionException(FailureReason.STORE_UNAVAILABLE, "away");
        };

        save(6);

        assertThat(heard).containsExactly("lost 6");
        shelf.beforePut = () -> {};
        save(7);
        assertThat(newestStep()).isEqualTo(7);
    }

    @Test
    void aThreadThatWasInterruptedStillHandsOver() {
        open();

        Thread.currentThread().interrupt();
        save(6);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(newestStep()).isEqualTo(6);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class FaultyShelf implements CheckpointShelf {

        private final CheckpointShelf shelf;
        private volatile Runnable beforeFetch = () -> {};
        private volatile Runnable beforePut = () -> {};

        private FaultyShelf(CheckpointShelf shelf) {
            this.shelf = shelf;
        }

        @Override
        public List<Label> of(String run) {
            return shelf.of(run);
        }

        @Override
        public Path fetch(Label label, Path into) {
            beforeFetch.run();
            return shelf.fetch(label, into);
        }

        @Override
        public void put(String run, long progress, Path file) {
            beforePut.run();
            shelf.put(run, progress, file);
        }

        @Override
        public void delete(Label label) {
            shelf.delete(label);
        }
    }
}
