package io.filterfit.model.hdf5;

import io.filterfit.model.Binary16;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a data set or an attribute consists of.
 *
 * @param kind of element
 * @param size bytes of one
 * @param order of the bytes of a number
 */
record ElementType(Kind kind, int size, ByteOrder order) {

    enum Kind {
        /** IEEE 754: binary16, 32 or 64 */
        FLOAT,
        FIXED_STRING,
        VARIABLE_STRING,
        /** What nothing here needs the value of */
        OTHER
    }

    private static final int FLOAT_CLASS = 1;
    private static final int STRING_CLASS = 3;
    private static final int VARIABLE_CLASS = 9;

    static ElementType read(Cursor cursor) {
        int first = cursor.u8();
        int bits = cursor.u8();
        cursor.skip(2);
        long size = cursor.u32();
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw Hdf5Exception.damaged("elements of " + size + " bytes");
        }
        Kind kind =
                switch (first & 15) {
                    case FLOAT_CLASS -> isIeee(cursor, size) ? Kind.FLOAT : Kind.OTHER;
                    case STRING_CLASS -> Kind.FIXED_STRING;
                    case VARIABLE_CLASS -> (bits & 15) == 1 ? Kind.VARIABLE_STRING : Kind.OTHER;
                    default -> Kind.OTHER;
                };
        return new ElementType(kind, (int) size, (bits & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private static boolean isIeee(Cursor cursor, long size) {
        cursor.skip(5);
        int exponentBits = cursor.u8();
        return size == 2 && exponentBits == 5 || size == 4 && exponentBits == 8 || size == 8 && exponentBits == 11;
    }

    /** The elements as float32. */
    float[] floats(ByteBuffer data, int count) {
        float[] values = new float[count];
        ByteBuffer ordered = data.order(order);
        switch (size) {
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Binary16.toFloat(ordered.getShort());
                }
            }
            case 4 -> ordered.asFloatBuffer().get(values);
            default -> {
                for (int i = 0; i < count; i++) {
                    values[i] = (float) ordered.getDouble();
                }
            }
        }
        return values;
    }

    /** The elements as strings. */
    List<String> strings(Storage storage, Cursor data, int count) {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Cursor element = data.part(size);
            strings.add(kind == Kind.FIXED_STRING ? element.text() : variable(storage, element));
        }
        return strings;
    }

    /** Length, collection of the global heap, index of the object in it. */
    private static String variable(Storage storage, Cursor element) {
        long length = element.u32();
        long collection = element.address();
        long wanted = element.u32();
        if (length == 0) {
            return "";
        }
        Cursor heap = storage.at(collection);
        heap.expect("GCOL");
        heap.skip(4);
        long size = heap.length();
        Cursor objects = storage.at(collection, size).skip(8).skip(storage.lengthBytes());
        while (objects.remaining() >= 16) {
            int index = objects.u16();
            objects.skip(6);
            long bytes = objects.length();
            if (index == 0) {
                break;
            }
            Cursor object = objects.part(bytes);
            if (index == wanted) {
                return object.part(Math.min(length, object.remaining())).text();
            }
            objects.pad(bytes);
        }
        throw Hdf5Exception.damaged("a string that is not where it should be");
    }
}
