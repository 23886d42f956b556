package io.filterfit.model.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads one structure from its beginning on; little-endian, as all metadata of HDF5. Its end is never passed. */
final class Cursor {

    /** The address that stands for none. */
    static final long NOWHERE = -1;

    private final Storage storage;
    private final ByteBuffer bytes;

    Cursor(Storage storage, ByteBuffer bytes) {
        this.storage = storage;
        this.bytes = bytes;
    }

    int u8() {
        return Byte.toUnsignedInt(bytes.get());
    }

    int u16() {
        return Short.toUnsignedInt(bytes.getShort());
    }

    long u32() {
        return Integer.toUnsignedLong(bytes.getInt());
    }

    /** An address, {@link #NOWHERE} if it is undefined. */
    long address() {
        if (storage.offsetBytes() == 8) {
            return whole(bytes.getLong(), true);
        }
        int address = bytes.getInt();
        return address == -1 ? NOWHERE : Integer.toUnsignedLong(address);
    }

    long length() {
        return storage.lengthBytes() == 8 ? whole(bytes.getLong(), false) : u32();
    }

    private static long whole(long value, boolean optional) {
        if (value < 0 && !(optional && value == NOWHERE)) {
            throw Hdf5Exception.damaged("a size that no file has");
        }
        return value;
    }

    /** Of one, two, four or eight bytes. */
    long unsigned(int width) {
        return switch (width) {
            case 1 -> u8();
            case 2 -> u16();
            case 4 -> u32();
            default -> whole(bytes.getLong(), false);
        };
    }

    Cursor skip(long count) {
        if (count < 0 || count > bytes.remaining()) {
            throw Hdf5Exception.damaged("a structure that ends early");
        }
        bytes.position(bytes.position() + (int) count);
        return this;
    }

    /** Skips what fills up a part of this length to a multiple of eight. */
    void pad(long length) {
        skip(Math.min((8 - length % 8) % 8, bytes.remaining()));
    }

    /** The next bytes on their own. */
    Cursor part(long length) {
        storage.count();
        int start = bytes.position();
        skip(length);
        return new Cursor(storage, bytes.slice(start, (int) length).order(bytes.order()));
    }

    /** A copy, so that the same bytes can be read again. */
    Cursor again() {
        return new Cursor(storage, bytes.duplicate().order(bytes.order()));
    }

    int remaining() {
        return bytes.remaining();
    }

    void expect(String signature) {
        for (int i = 0; i < signature.length(); i++) {
            if (u8() != signature.charAt(i)) {
                throw Hdf5Exception.damaged("no '" + signature + "' where one is pointed at");
            }
        }
    }

    /** UTF-8, up to a zero byte or the end. */
    String text() {
        int length = 0;
        while (length < bytes.remaining() && bytes.get(bytes.position() + length) != 0) {
            length++;
        }
        storage.allocate(2L * length);
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    ByteBuffer rest() {
        return bytes.slice().order(bytes.order());
    }
}
