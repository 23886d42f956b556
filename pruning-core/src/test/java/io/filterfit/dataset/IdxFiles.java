package io.filterfit.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small data sets in MNIST's IDX layout. */
public final class IdxFiles {

    static final int HEIGHT = 3;
    static final int WIDTH = 2;

    private IdxFiles() {}

    /**
     * Images of {@value #HEIGHT} x {@value #WIDTH} pixels: image i has label i % 10, and its pixels are 10 i, 10 i + 1, ... To train
     * with they are zipped, to test with they are not.
     */
    static Path write(Path directory, int training, int test) {
        zipped(directory.resolve("train-images-idx3-ubyte.gz"), images(training));
        zipped(directory.resolve("train-labels-idx1-ubyte.gz"), labels(training));
        plain(directory.resolve("t10k-images-idx3-ubyte"), images(test));
        plain(directory.resolve("t10k-labels-idx1-ubyte"), labels(test));
        return directory;
    }

    static byte[] images(int count) {
        byte[] values = new byte[count * HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i / (HEIGHT * WIDTH) * 10 + i % (HEIGHT * WIDTH));
        }
        return idx(values, count, HEIGHT, WIDTH);
    }

    static byte[] labels(int count) {
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
            values[i] = (byte) (i % 10);
        }
        return idx(values, count);
    }

    static byte[] idx(byte[] values, int... sizes) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
        file.putInt(0x0800 | sizes.length);
        for (int size : sizes) {
            file.putInt(size);
        }
        return file.put(values).array();
    }

    static void plain(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static void zipped(Path file, byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        plain(file, zipped.toByteArray());
    }
}
