package io.filterfit.model.hdf5;

/** Why an HDF5 file cannot be read; the message completes "Model file x cannot be read: ...". */
public final class Hdf5Exception extends RuntimeException {

    private static final long serialVersionUID = 1;

    Hdf5Exception(String message) {
        super(message);
    }

    Hdf5Exception(String message, Throwable cause) {
        super(message, cause);
    }

    static Hdf5Exception damaged(String what) {
        return new Hdf5Exception("its HDF5 is damaged (" + what + "); copy the file again");
    }

    static Hdf5Exception unknown(String what) {
        return new Hdf5Exception(
                "its HDF5 has " + what + ", which Keras does not write; save the model by Keras itself");
    }
}
