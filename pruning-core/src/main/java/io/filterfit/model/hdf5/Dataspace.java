package io.filterfit.model.hdf5;

/** The shape of a data set or an attribute. */
final class Dataspace {

    private static final int LARGEST_RANK = 32;

    private Dataspace() {}

    /** No dimensions for a single element; null for nothing at all. */
    static long[] read(Cursor cursor) {
        int version = cursor.u8();
        int rank = cursor.u8();
        cursor.skip(1);
        if (version == 1) {
            cursor.skip(5);
        } else if (version != 2 || rank > LARGEST_RANK) {
            throw Hdf5Exception.damaged("a shape of an unknown kind");
        } else if (cursor.u8() == 2) {
            return null;
        }
        long[] shape = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            shape[axis] = cursor.length();
        }
        return shape;
    }

    /** @throws Hdf5Exception if there are more than an array holds */
    static int elements(long[] shape) {
        long elements = 1;
        for (long size : shape) {
            if (size > 0 && elements > Integer.MAX_VALUE / size) {
                throw Hdf5Exception.damaged("an array of impossible size");
            }
            elements *= size;
        }
        return (int) elements;
    }
}
