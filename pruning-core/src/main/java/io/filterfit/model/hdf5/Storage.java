package io.filterfit.model.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a file, and how much may still be done with them.
 *
 * <p>Nothing is read but slices of what is there, and every structure that is parsed counts: structures may point at each other as they
 * like, so a small file can describe an endless one.
 */
final class Storage {

    /** Far more than a network of ten thousand layers has. */
    private static final int MOST_STRUCTURES = 2_000_000;

    private final ByteBuffer content;
    private final int offsetBytes;
    private final int lengthBytes;
    private int structures;
    private long memory;

    /**
     * @param content of the whole file
     * @param offsetBytes of an address, 4 or 8
     * @param lengthBytes of a length, 4 or 8
     * @param memory bytes that strings and numbers may take
     */
    Storage(ByteBuffer content, int offsetBytes, int lengthBytes, long memory) {
        if (offsetBytes != 4 && offsetBytes != 8 || lengthBytes != 4 && lengthBytes != 8) {
            throw Hdf5Exception.damaged("addresses of " + offsetBytes + " bytes");
        }
        this.content = content;
        this.offsetBytes = offsetBytes;
        this.lengthBytes = lengthBytes;
        this.memory = memory;
    }

    /** From an address on, a structure of at most the bytes that are left. */
    Cursor at(long address) {
        if (address < 0 || address >= content.capacity()) {
            throw Hdf5Exception.damaged("an address outside the file");
        }
        return at(address, content.capacity() - address);
    }

    Cursor at(long address, long length) {
        count();
        if (address < 0 || length < 0 || address > content.capacity() - length) {
            throw Hdf5Exception.damaged("a structure that reaches beyond the end of the file");
        }
        return new Cursor(this, content.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Takes note of one more structure. */
    void count() {
        if (++structures > MOST_STRUCTURES) {
            throw new Hdf5Exception(
                    "its HDF5 goes in circles, or has more parts than any network; save the model again");
        }
    }

    /** Takes note of memory that is about to be allocated. */
    void allocate(long bytes) {
        if (bytes > memory) {
            throw new Hdf5Exception("it wants more memory than a model may take; raise the limit if you trust it");
        }
        memory -= bytes;
    }

    int offsetBytes() {
        return offsetBytes;
    }

    int lengthBytes() {
        return lengthBytes;
    }
}
