package io.filterfit.stack;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The children of the stack that ran on the directory before. Where that stack was killed, they may take some seconds to
 * notice, and until then they still have the data open.
 */
final class PreviousChildren {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PreviousChildren() {}

    /** @param startedMillis since the epoch; tells a child from a later process with the same id */
    record Child(long process, long startedMillis) {
        static Child of(ProcessHandle handle) {
            return new Child(handle.pid(), startedMillis(handle));
        }

        Optional<ProcessHandle> handle() {
            return ProcessHandle.of(process).filter(found -> startedMillis(found) == startedMillis);
        }

        private static long startedMillis(ProcessHandle handle) {
            return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    static void record(Path file, List<ProcessHandle> children) {
        try {
            OwnerOnlyFile.write(
                    file,
                    JSON.writeValueAsString(children.stream().map(Child::of).toList()));
        } catch (IOException e) {
            throw StackDirectory.unusable(file, "cannot be written", e);
        }
    }

    static void awaitEnd(Path file, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        for (ProcessHandle child : alive(file)) {
            try {
                long left =
                        Math.max(1, Duration.between(Instant.now(), deadline).toMillis());
                child.onExit().get(left, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompressionException(FailureReason.CANCELLED, "interrupted while waiting for " + child, e);
            } catch (Exception stillAlive) {
                throw new CompressionException(
                        FailureReason.FILE_UNUSABLE,
                        "process " + child.pid() + " of an earlier stack on this directory has not ended; end it first",
                        stillAlive);
            }
        }
    }

    private static List<ProcessHandle> alive(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Child[] recorded = JSON.readValue(Files.readAllBytes(file), Child[].class);
            List<ProcessHandle> alive = new ArrayList<>();
            Arrays.stream(recorded).forEach(child -> child.handle().ifPresent(alive::add));
            return alive;
        } catch (IOException e) {
            throw StackDirectory.unusable(file, "cannot be read", e);
        }
    }
}
