package io.filterfit.cli;

import io.filterfit.checkpoint.CheckpointDirectory;
import io.filterfit.checkpoint.CheckpointInterval;
import io.filterfit.checkpoint.CheckpointListener;
import io.filterfit.checkpoint.CheckpointShelf;
import io.filterfit.checkpoint.StoredCheckpoints;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.training.Checkpoints;
import io.filterfit.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Whether and how often training is saved, to be taken up by the same command after a crash. */
final class CheckpointOptions {

    @Option(
            names = "--checkpoint-dir",
            paramLabel = "DIR",
            description = "Save the state of training here; the same command, given again, goes on from it.")
    private Path directory;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "INTERVAL",
            defaultValue = "5m",
            converter = IntervalConverter.class,
            description = "How often: 30s, 5m, 2h or '500 steps' (${DEFAULT-VALUE}).")
    private CheckpointInterval every;

    /** What a run keeps checkpoints in, to be told when its outcome is safe. */
    interface Kept extends AutoCloseable {

        Checkpoints checkpoints();

        /** The outcome is written: nobody will go on from the checkpoints. */
        void forget();

        @Override
        void close();
    }

    Kept open(Consumer<String> lines) {
        return directory == null ? new Nothing() : new InDirectory(lines);
    }

    private record Nothing() implements Kept {

        @Override
        public Checkpoints checkpoints() {
            return Checkpoints.NONE;
        }

        @Override
        public void forget() {}

        @Override
        public void close() {}
    }

    private final class InDirectory implements Kept {

        private final StoredCheckpoints stored;

        private InDirectory(Consumer<String> lines) {
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new CompressionException(
                        FailureReason.FILE_UNUSABLE,
                        directory + " cannot be made; choose another directory for --checkpoint-dir",
                        e);
            }
            stored = new StoredCheckpoints(
                    new CheckpointDirectory(directory), directory, every, new LineListener(lines));
        }

        @Override
        public Checkpoints checkpoints() {
            return stored;
        }

        @Override
        public void forget() {
            stored.close();
            new CheckpointDirectory(directory).forget(stored.run());
        }

        @Override
        public void close() {
            stored.close();
        }
    }

    private record LineListener(Consumer<String> lines) implements CheckpointListener {

        @Override
        public void unreadable(CheckpointShelf.Label label, CompressionException problem) {
            lines.accept("a checkpoint cannot be used: " + problem.getMessage());
        }

        @Override
        public void lost(TrainingState state, Exception problem) {
            lines.accept("the checkpoint after step " + state.step() + " is lost: " + problem.getMessage());
        }
    }

    private static final class IntervalConverter implements ITypeConverter<CheckpointInterval> {
        @Override
        public CheckpointInterval convert(String text) {
            return CheckpointInterval.parse(text);
        }
    }
}
