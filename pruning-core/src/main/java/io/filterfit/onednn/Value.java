package io.filterfit.onednn;

/**
 * What a node computes in one program.
 *
 * @param tensor holds it
 * @param trainable whether anything that is trained lies before it, so that its gradient is wanted
 */
record Value(Tensor tensor, boolean trainable) {

    Descriptor descriptor() {
        return tensor.descriptor();
    }
}
