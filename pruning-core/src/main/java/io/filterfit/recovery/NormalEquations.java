package io.filterfit.recovery;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Least squares by normal equations: finds the weights W [d, o] with which X W is nearest to Y, of rows x [d] and y [o] that arrive in
 * chunks. X'X and X'Y are accumulated in float64, so memory does not grow with the rows.
 *
 * <p>A ridge term pulls towards the weights that are there: where the rows do not say, they stay.
 */
final class NormalEquations {

    /** The ridge term as a share of the mean of X'X's diagonal. */
    private static final double RIDGE = 1e-4;

    private final int inputs;
    private final int outputs;
    private final INDArray gram;
    private final INDArray moments;

    NormalEquations(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        gram = Nd4j.zeros(DataType.DOUBLE, inputs, inputs);
        moments = Nd4j.zeros(DataType.DOUBLE, inputs, outputs);
    }

    /**
     * @param x float rows [n, d]
     * @param y float rows [n, o]
     */
    void add(INDArray x, INDArray y) {
        INDArray transposed = x.transpose();
        gram.addi(transposed.mmul(x).castTo(DataType.DOUBLE));
        moments.addi(transposed.mmul(y).castTo(DataType.DOUBLE));
    }

    /**
     * @param current the weights to stay near to, row-major [d, o]
     * @return the best weights, row-major [d, o]; the current ones if the rows are too poor to tell any
     */
    double[] solve(double[] current) {
        double[] matrix = gram.dup('c').data().asDouble();
        double trace = 0;
        for (int row = 0; row < inputs; row++) {
            trace += matrix[row * inputs + row];
        }
        double ridge = RIDGE * trace / inputs;
        if (!(ridge > 0)) {
            return current;
        }
        double[] right = moments.dup('c').data().asDouble();
        for (int row = 0; row < inputs; row++) {
            matrix[row * inputs + row] += ridge;
        }
        for (int i = 0; i < right.length; i++) {
            right[i] += ridge * current[i];
        }
        int failure = openblas.LAPACKE_dposv(
                openblas.LAPACK_ROW_MAJOR, (byte) 'U', inputs, outputs, matrix, inputs, right, outputs);
        return failure == 0 ? right : current;
    }
}
