package io.filterfit.model.onnx;

/**
 * Where in the network a value of the graph is.
 *
 * @param vertex that gives it
 * @param form how
 * @param channels of the image, or of the vector
 * @param height of the image; 1 for a vector
 * @param width of the image; 1 for a vector
 */
record Place(String vertex, Form form, int channels, int height, int width) {

    enum Form {
        /** ONNX [n, c, h, w], the network's [n, h, w, c]. */
        IMAGE,
        /** ONNX [n, c] or [n, c, 1, 1], the network's [n, c]. */
        VECTOR,
        /** ONNX [n, c * h * w], while the vertex gives the image [n, h, w, c]: whoever reads it flattens it. */
        FLATTENED
    }

    static Place vector(String vertex, long length) {
        return new Place(vertex, Form.VECTOR, (int) length, 1, 1);
    }

    /** @param shape [n, c, h, w] */
    static Place image(String vertex, long[] shape) {
        return new Place(vertex, Form.IMAGE, (int) shape[1], (int) shape[2], (int) shape[3]);
    }

    boolean isImage() {
        return form == Form.IMAGE;
    }

    boolean isVector() {
        return form == Form.VECTOR;
    }

    /** The same form of the same extent, given by another vertex. */
    Place at(String other) {
        return new Place(other, form, channels, height, width);
    }

    Place as(Form other) {
        return new Place(vertex, other, channels, height, width);
    }

    int pixels() {
        return height * width;
    }

    int length() {
        return channels * pixels();
    }

    /** Which element of the ONNX value is at this index of the network's. */
    int onnxIndex(int index) {
        return index % channels * pixels() + index / channels;
    }
}
