package io.filterfit.model.activation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;

/** Arithmetic of bounds, element by element. */
final class Clipping {

    private Clipping() {}

    /** Puts every element between the bounds, in place. */
    static INDArray clip(INDArray array, double lower, double upper) {
        if (lower != Double.NEGATIVE_INFINITY) {
            Nd4j.exec(new ScalarMax(array, null, array, lower));
        }
        if (upper != Double.POSITIVE_INFINITY) {
            Nd4j.exec(new ScalarMin(array, null, array, upper));
        }
        return array;
    }

    /** 1 where an element is strictly between the bounds, else 0; of the array's type. */
    static INDArray within(INDArray array, double lower, double upper) {
        INDArray above = array.gt(lower).castTo(array.dataType());
        INDArray below = array.lt(upper).castTo(array.dataType());
        return above.muli(below);
    }
}
