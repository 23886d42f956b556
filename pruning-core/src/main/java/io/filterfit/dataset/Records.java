package io.filterfit.dataset;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Images in the layout of CIFAR-10's binary version: a label byte, then the channels one after the other, each row by row.
 * Files are mapped, not read: opening costs nothing, and processes on one machine share the pages.
 */
final class Records {

    private final ImageShape shape;
    private final List<ByteBuffer> buffers;
    private final int[] firstRecord;

    Records(ImageShape shape, List<ByteBuffer> buffers) {
        this.shape = shape;
        this.buffers = List.copyOf(buffers);
        this.firstRecord = new int[buffers.size() + 1];
        for (int i = 0; i < buffers.size(); i++) {
            firstRecord[i + 1] = firstRecord[i] + buffers.get(i).limit() / recordBytes(shape);
        }
    }

    static int recordBytes(ImageShape shape) {
        return 1 + shape.values();
    }

    /** Maps files that must hold whole records with labels below {@code classes}. */
    static Records map(ImageShape shape, int classes, List<Path> files) {
        Records records =
                new Records(shape, files.stream().map(file -> map(shape, file)).toList());
        for (int record = 0; record < records.size(); record++) {
            if (records.label(record) >= classes) {
                throw new CompressionException(
                        FailureReason.DATASET_UNREADABLE,
                        files.get(records.bufferOf(record)) + " is not what it should be: image " + record
                                + " has label " + records.label(record) + ", but there are " + classes
                                + " classes; delete the file and fetch the data set again");
            }
        }
        return records;
    }

    private static ByteBuffer map(ImageShape shape, Path file) {
        int record = recordBytes(shape);
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size == 0 || size % record != 0 || size > Integer.MAX_VALUE) {
                throw new CompressionException(
                        FailureReason.DATASET_UNREADABLE,
                        file + " is truncated or foreign: " + size + " bytes are not a whole number of images of "
                                + record + " bytes (a label and " + shape
                                + "); delete it and fetch the data set again");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
        } catch (IOException unreadable) {
            throw new CompressionException(
                    FailureReason.DATASET_UNREADABLE,
                    file + " cannot be read: " + (Files.exists(file) ? unreadable.getMessage() : "it does not exist"),
                    unreadable);
        }
    }

    ImageShape shape() {
        return shape;
    }

    int size() {
        return firstRecord[buffers.size()];
    }

    int label(int record) {
        int buffer = bufferOf(record);
        return Byte.toUnsignedInt(buffers.get(buffer).get((record - firstRecord[buffer]) * recordBytes(shape)));
    }

    /** Copies the channels of an image, one after the other, each row by row. */
    void copyPixels(int record, byte[] into) {
        int buffer = bufferOf(record);
        buffers.get(buffer).get((record - firstRecord[buffer]) * recordBytes(shape) + 1, into, 0, shape.values());
    }

    private int bufferOf(int record) {
        int buffer = 0;
        while (record >= firstRecord[buffer + 1]) {
            buffer++;
        }
        return buffer;
    }
}
