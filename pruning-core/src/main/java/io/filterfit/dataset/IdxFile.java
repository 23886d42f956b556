package io.filterfit.dataset;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * A file of unsigned bytes in MNIST's IDX format, read from front to back: two bytes 0, the type 8 (unsigned byte), the number of
 * dimensions, the size of each as a big-endian 32-bit integer, then the values, the last dimension running fastest. Gzipped or not.
 */
final class IdxFile implements AutoCloseable {

    private static final int MAGIC_OF_BYTES = 0x0800;

    /** Deflate packs at most so many bytes into one, so a file that claims to hold more is lying. */
    private static final int MOST_PACKED = 1032;

    private final Path file;
    private final DataInputStream stream;
    private int[] sizes;

    private IdxFile(Path file, InputStream stream) {
        this.file = file;
        this.stream = new DataInputStream(stream);
    }

    /**
     * Opens {@code directory/name}, else {@code directory/name.gz}, and reads its header.
     *
     * @param dimensions that it must have
     */
    static IdxFile open(Path directory, String name, int dimensions) {
        Path plain = directory.resolve(name);
        Path zipped = directory.resolve(name + ".gz");
        boolean isZipped = Files.notExists(plain) && Files.exists(zipped);
        Path file = isZipped ? zipped : plain;
        if (Files.notExists(file)) {
            throw new CompressionException(
                    FailureReason.DATASET_UNREADABLE, file + " cannot be read: it does not exist, zipped or not");
        }
        InputStream raw = null;
        try {
            raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            IdxFile opened = new IdxFile(file, isZipped ? new GZIPInputStream(raw, 1 << 16) : raw);
            opened.readHeader(dimensions, Files.size(file) * (isZipped ? MOST_PACKED : 1L));
            return opened;
        } catch (IOException unreadable) {
            closeQuietly(raw);
            throw unreadable(file, unreadable);
        } catch (CompressionException foreign) {
            closeQuietly(raw);
            throw foreign;
        }
    }

    private void readHeader(int dimensions, long mostBytes) throws IOException {
        int magic = stream.readInt();
        if (magic != (MAGIC_OF_BYTES | dimensions)) {
            throw notIdx(String.format(
                    "its first four bytes are %08x where unsigned bytes in %d dimensions begin with %08x",
                    magic, dimensions, MAGIC_OF_BYTES | dimensions));
        }
        sizes = new int[dimensions];
        long bytes = 1;
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = stream.readInt();
            if (sizes[i] < 1) {
                throw notIdx("dimension " + (i + 1) + " has size " + sizes[i]);
            }
            if (sizes[i] > mostBytes / bytes) {
                throw notIdx("it is too short for the " + sizes[i] + " entries that it claims to have in dimension "
                        + (i + 1));
            }
            bytes *= sizes[i];
        }
    }

    /** Of each dimension, at least 1; their product is at most what a file of this length can hold. */
    int size(int dimension) {
        return sizes[dimension];
    }

    Path file() {
        return file;
    }

    /** The next {@code length} values. */
    void read(byte[] into, int offset, int length) {
        try {
            stream.readFully(into, offset, length);
        } catch (IOException torn) {
            throw unreadable(file, torn);
        }
    }

    /** To be called behind the last value: a longer file is another one than its header says. */
    void requireEnd() {
        try {
            if (stream.read() >= 0) {
                throw notIdx("it goes on behind the " + Arrays.toString(sizes) + " values of its header");
            }
        } catch (IOException torn) {
            throw unreadable(file, torn);
        }
    }

    @Override
    public void close() {
        closeQuietly(stream);
    }

    private static void closeQuietly(InputStream stream) {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException nothingToLose) {
            // It was only read.
        }
    }

    private CompressionException notIdx(String why) {
        return new CompressionException(
                FailureReason.DATASET_UNREADABLE, file + " is not an IDX file as MNIST's are: " + why);
    }

    private static CompressionException unreadable(Path file, IOException failed) {
        String why = failed instanceof EOFException ? "it ends too soon" : failed.getMessage();
        return new CompressionException(
                FailureReason.DATASET_UNREADABLE,
                file + " cannot be read: " + why + "; delete it and fetch the data set again",
                failed);
    }
}
