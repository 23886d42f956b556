package io.filterfit.model;

import io.filterfit.spec.CompressionException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The vector of all parameters as {@code Nd4j.write} writes it: shape information, then the numbers, each with a header of
 * allocation mode, length and type.
 *
 * <p>{@code Nd4j.read} allocates what the headers ask for; this holds them against the size of the entry first.
 */
final class ParameterArray {

    private static final int CHUNK_BYTES = 1 << 16;
    private static final int MAXIMUM_RANK = 32;

    private final ModelFile file;
    private final DataInputStream input;
    private final long entryBytes;
    private long consumed;

    private ParameterArray(ModelFile file, InputStream input, long entryBytes) {
        this.file = file;
        this.input = new DataInputStream(new BufferedInputStream(input, CHUNK_BYTES));
        this.entryBytes = entryBytes;
    }

    /**
     * @param entryBytes of the whole entry, which must hold this array and nothing else
     * @return shape [1, parameters], FLOAT or DOUBLE
     */
    static INDArray read(ModelFile file, InputStream input, long entryBytes) throws IOException {
        try {
            return new ParameterArray(file, input, entryBytes).read();
        } catch (EOFException e) {
            throw file.unreadable("its parameters are damaged: they end early; copy the file again", e);
        }
    }

    private INDArray read() throws IOException {
        long elements = readShape();
        Header header = readHeader("parameters");
        if (header.length() != elements || header.length() < 1) {
            throw damaged("they announce " + header.length() + " numbers and a shape of " + elements);
        }
        DataType type = header.type();
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw file.unsupported(
                    "its parameters are of type " + type + "; save the network with FLOAT or DOUBLE parameters");
        }
        if (header.length() != (entryBytes - consumed) / type.width()
                || (entryBytes - consumed) % type.width() != 0
                || header.length() > Integer.MAX_VALUE / type.width()) {
            throw damaged(
                    "they announce " + header.length() + " numbers, but " + (entryBytes - consumed) + " bytes follow");
        }
        int length = (int) header.length();
        return type == DataType.FLOAT ? readFloats(length) : readDoubles(length);
    }

    /** The number of elements of a shape in which at most one axis is longer than 1. */
    private long readShape() throws IOException {
        Header header = readHeader("shape of the parameters");
        if (header.type() != DataType.LONG || header.length() < 4 || header.length() > 2 * MAXIMUM_RANK + 4) {
            throw damaged("their shape has " + header.length() + " numbers of type " + header.type());
        }
        long rank = input.readLong();
        if (2 * rank + 4 != header.length()) {
            throw damaged("their shape has " + header.length() + " numbers for a rank of " + rank);
        }
        long elements = 1;
        for (int axis = 0; axis < rank; axis++) {
            long size = input.readLong();
            if (size < 1 || (elements > 1 && size > 1)) {
                throw damaged("they are no vector");
            }
            elements *= size;
        }
        // Strides, extras, element-wise stride and order say nothing that matters of a contiguous vector.
        input.skipNBytes(8 * (header.length() - 1 - rank));
        consumed += 8 * header.length();
        return elements;
    }

    private Header readHeader(String of) throws IOException {
        String mode = readName(of);
        if (!mode.equals("LONG_SHAPE") && !mode.equals("MIXED_DATA_TYPES")) {
            throw file.unreadable(
                    "the " + of + " are stored as before Deeplearning4j 1.0.0-beta4, or damaged; load and save"
                            + " the network with a newer version");
        }
        long length = input.readLong();
        consumed += 8;
        String type = readName(of);
        try {
            return new Header(length, DataType.valueOf(type));
        } catch (IllegalArgumentException e) {
            throw damaged("their type is unknown");
        }
    }

    private String readName(String of) throws IOException {
        int bytes = input.readUnsignedShort();
        if (bytes > 32) {
            throw damaged("the " + of + " begin with a name of " + bytes + " bytes");
        }
        byte[] name = new byte[bytes];
        input.readFully(name);
        consumed += 2 + bytes;
        return new String(name, StandardCharsets.US_ASCII);
    }

    private INDArray readFloats(int length) throws IOException {
        float[] numbers = new float[length];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        for (int at = 0; at < length; ) {
            int count = Math.min(length - at, CHUNK_BYTES / Float.BYTES);
            input.readFully(chunk.array(), 0, count * Float.BYTES);
            chunk.asFloatBuffer().get(numbers, at, count);
            at += count;
        }
        return Nd4j.create(numbers, new long[] {1, length}, DataType.FLOAT);
    }

    private INDArray readDoubles(int length) throws IOException {
        double[] numbers = new double[length];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        for (int at = 0; at < length; ) {
            int count = Math.min(length - at, CHUNK_BYTES / Double.BYTES);
            input.readFully(chunk.array(), 0, count * Double.BYTES);
            chunk.asDoubleBuffer().get(numbers, at, count);
            at += count;
        }
        return Nd4j.create(numbers, new long[] {1, length}, DataType.DOUBLE);
    }

    private CompressionException damaged(String what) {
        return file.unreadable("its parameters are damaged: " + what + "; save the model again");
    }

    private record Header(long length, DataType type) {}
}
