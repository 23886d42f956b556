package io.filterfit.nd4j;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies between ND4J's arrays and Java's, without an operation of ND4J's where the array lies in this process's memory. */
public final class FlatArray {

    private FlatArray() {}

    /** @param array of as many elements as {@code values}, in row-major order, no view */
    public static void read(INDArray array, float[] values) {
        if (isDirect(array)) {
            new FloatPointer(array.data().pointer()).get(values);
        } else {
            System.arraycopy(array.ravel().toFloatVector(), 0, values, 0, values.length);
        }
    }

    /** @param array of as many elements as {@code values}, in row-major order, no view */
    public static void write(float[] values, INDArray array) {
        if (isDirect(array)) {
            new FloatPointer(array.data().pointer()).put(values);
        } else {
            array.assign(Nd4j.createFromArray(values).reshape(array.shape()));
        }
    }

    private static boolean isDirect(INDArray array) {
        return Nd4j.getEnvironment().isCPU() && array.dataType() == DataType.FLOAT && array.offset() == 0;
    }
}
