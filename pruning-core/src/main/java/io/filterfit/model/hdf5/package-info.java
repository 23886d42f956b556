/**
 * HDF5 files, as far as Keras writes them, read as the untrusted input they are.
 *
 * <p>Source: "HDF5 File Format Specification", version 3.0, The HDF Group.
 */
package io.filterfit.model.hdf5;
