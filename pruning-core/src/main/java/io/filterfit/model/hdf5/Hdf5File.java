package io.filterfit.model.hdf5;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Supplier;

/** An HDF5 file in memory. */
public final class Hdf5File {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private Hdf5File() {}

    /** Whether a file that begins like this is one. */
    public static boolean isHdf5(byte[] beginning) {
        return beginning.length >= SIGNATURE.length
                && Arrays.equals(Arrays.copyOf(beginning, SIGNATURE.length), SIGNATURE);
    }

    /**
     * The root group.
     *
     * @param content of the file
     * @param memory bytes that what is read from it may take
     * @throws Hdf5Exception if it is damaged, hostile, or of a kind that Keras does not write; so do all methods of what it returns
     */
    public static Hdf5Object open(byte[] content, long memory) {
        return guarded(() -> root(content, memory));
    }

    private static Hdf5Object root(byte[] content, long memory) {
        if (!isHdf5(content)) {
            throw Hdf5Exception.damaged("no signature");
        }
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int version = bytes.get(8);
        boolean old = version <= 1;
        if (version < 0 || version > 3) {
            throw Hdf5Exception.unknown("version " + version);
        }
        Storage storage = new Storage(bytes, bytes.get(old ? 13 : 9), bytes.get(old ? 14 : 10), memory);
        Cursor superblock = storage.at(old ? version == 0 ? 24 : 28 : 12);
        if (superblock.address() != 0) {
            throw Hdf5Exception.unknown("something in front");
        }
        superblock.address();
        superblock.address();
        if (old) {
            // The driver's block, then the root group's entry, which begins with its name
            superblock.address();
            superblock.address();
        }
        return Hdf5Object.at(storage, superblock.address());
    }

    /** Damage shows in many ways. */
    static <T> T guarded(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new Hdf5Exception("its HDF5 is truncated or damaged; copy the file again", e);
        }
    }
}
