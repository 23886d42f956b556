package io.filterfit.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is there whole or not at all: written beside its place, then moved into it. */
public final class AtomicFile {

    private AtomicFile() {}

    /** Replaces the file, keeping the old one if the content cannot be written. */
    public static void write(Path path, Content content) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(directory, "." + path.getFileName(), ".part");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
                    OutputStream output = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                content.writeTo(output);
                output.flush();
                channel.force(true);
            }
            move(temporary, path);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What a file is to hold. */
    public interface Content {
        void writeTo(OutputStream output) throws IOException;
    }
}
