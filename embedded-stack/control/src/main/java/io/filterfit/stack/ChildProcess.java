package io.filterfit.stack;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that this process started. Its output goes to a log file; its standard input stays open and empty, and tells it by
 * ending that this process is gone.
 */
final class ChildProcess {

    private static final int LOG_TAIL_BYTES = 8_192;

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static ChildProcess start(String name, JvmCommand command, Path directory, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command.line())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(command.settings().environment());
        try {
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw StackDirectory.unusable(
                    log, "cannot be written, or " + command.line().get(0) + " not be run", e);
        }
    }

    String name() {
        return name;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Completes when the process has ended, for whatever reason. */
    CompletableFuture<ChildProcess> onExit() {
        return process.onExit().thenApply(ended -> this);
    }

    /** Asks the process to end; {@link #awaitEnd} must follow. */
    void requestEnd() {
        process.destroy();
    }

    /** Waits for the end that was requested, and enforces it once the grace period is over. */
    void awaitEnd(Duration grace) {
        boolean interrupted = false;
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
            process.destroyForcibly();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** That the process ended although nobody asked it to. */
    CompressionException unexpectedEnd(FailureReason reason) {
        return new CompressionException(
                reason, name + " ended with status " + process.exitValue() + "; its log " + log + " ends: " + logEnd());
    }

    CompressionException notReady(FailureReason reason, Duration limit) {
        return new CompressionException(
                reason,
                name + " was not ready within " + limit.toSeconds() + " s; its log " + log + " ends: " + logEnd());
    }

    private String logEnd() {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            ByteBuffer tail = ByteBuffer.allocate(LOG_TAIL_BYTES);
            channel.position(Math.max(0, channel.size() - LOG_TAIL_BYTES));
            while (tail.hasRemaining() && channel.read(tail) >= 0) {
                // Reads on until the tail is full or the file ends.
            }
            List<String> lines = new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                    .toList();
            return lines.isEmpty() ? "(empty)" : lines.get(lines.size() - 1).strip();
        } catch (IOException e) {
            return "(unreadable)";
        }
    }
}
