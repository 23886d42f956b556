package io.filterfit.stack;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of one stack: its layout, and the lock that keeps two stacks from sharing it. */
final class StackDirectory implements AutoCloseable {

    private final Path root;
    private final FileChannel lockChannel;

    private StackDirectory(Path root, FileChannel lockChannel) {
        this.root = root;
        this.lockChannel = lockChannel;
    }

    /** Makes what is missing and takes the lock; fails if another stack has it or nothing can be written there. */
    static StackDirectory lock(Path root) {
        try {
            Files.createDirectories(root.resolve("logs"));
            Files.createDirectories(root.resolve("broker"));
            Files.createDirectories(root.resolve("store").resolve("data"));
            FileChannel channel = FileChannel.open(root.resolve("lock"), CREATE, WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw inUse(root);
            }
            return new StackDirectory(root, channel);
        } catch (IOException e) {
            throw unusable(root, "cannot be written", e);
        }
    }

    Path root() {
        return root;
    }

    Path broker() {
        return root.resolve("broker");
    }

    Path store() {
        return root.resolve("store");
    }

    Path credentials() {
        return root.resolve("credentials.json");
    }

    Path consoleToken() {
        return root.resolve("console-token");
    }

    Path connection() {
        return connection(root);
    }

    Path children() {
        return root.resolve("children.json");
    }

    Path log(String child) {
        return root.resolve("logs").resolve(child + ".log");
    }

    static Path connection(Path root) {
        return root.resolve("connection.json");
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CompressionException unusable(Path path, String what, IOException cause) {
        return new CompressionException(
                FailureReason.FILE_UNUSABLE,
                path + " " + what + " (" + cause.getClass().getSimpleName() + ": " + cause.getMessage()
                        + "); choose another directory or mend its permissions",
                cause);
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static CompressionException inUse(Path root) {
        String owner = StackConnection.find(root)
                .map(running -> " (process " + running.process() + ")")
                .orElse("");
        return new CompressionException(
                FailureReason.FILE_UNUSABLE,
                "another stack" + owner + " runs on " + root + "; end it, use it, or choose another directory");
    }
}
