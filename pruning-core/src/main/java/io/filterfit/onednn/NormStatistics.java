package io.filterfit.onednn;

import java.util.Arrays;

/**
 * Where a batch norm's numbers are; each slice has one for each channel.
 *
 * @param scale null where it is the constant {@code lockedScale}
 * @param shift null where it is the constant {@code lockedShift}
 * @param spread running variance, or the logarithm to base 10 of its root
 * @param decay share of the running statistics that stays at each step
 */
record NormStatistics(
        ParameterArrays.Slice scale,
        ParameterArrays.Slice shift,
        double lockedScale,
        double lockedShift,
        ParameterArrays.Slice mean,
        ParameterArrays.Slice spread,
        boolean logarithmic,
        double decay) {

    private static final double HALF_LOG10_E = 0.5 / Math.log(10);

    int channels() {
        return (int) mean.length();
    }

    float[] scales(ParameterArrays parameters) {
        return scale == null ? filled(lockedScale) : read(parameters, scale);
    }

    float[] shifts(ParameterArrays parameters) {
        return shift == null ? filled(lockedShift) : read(parameters, shift);
    }

    float[] means(ParameterArrays parameters) {
        return read(parameters, mean);
    }

    float[] variances(ParameterArrays parameters) {
        float[] values = read(parameters, spread);
        if (logarithmic) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.pow(10, 2 * values[i]);
            }
        }
        return values;
    }

    private float[] filled(double value) {
        float[] values = new float[channels()];
        Arrays.fill(values, (float) value);
        return values;
    }

    private static float[] read(ParameterArrays parameters, ParameterArrays.Slice slice) {
        float[] values = new float[(int) slice.length()];
        parameters.weights(slice).read(values);
        return values;
    }

    /** Leaves what is to be subtracted from the running statistics where their gradient would be, as Deeplearning4j does. */
    void writeChanges(ParameterArrays parameters, float[] batchMeans, float[] batchVariances) {
        float keep = (float) (1 - decay);
        float[] changes = read(parameters, mean);
        for (int i = 0; i < changes.length; i++) {
            changes[i] = (changes[i] - batchMeans[i]) * keep;
        }
        parameters.gradients(mean).write(changes);
        changes = read(parameters, spread);
        for (int i = 0; i < changes.length; i++) {
            changes[i] = logarithmic
                    ? logarithmicChange(changes[i], batchVariances[i])
                    : (changes[i] - batchVariances[i]) * keep;
        }
        parameters.gradients(spread).write(changes);
    }

    private float logarithmicChange(double logarithm, double batchVariance) {
        double before = Math.pow(10, 2 * logarithm);
        return (float) (Math.log(before / (decay * before + (1 - decay) * batchVariance)) * HALF_LOG10_E);
    }

    /** @param scaleGradients by channel; of a constant scale they go nowhere, and so for the shift */
    void writeGradients(ParameterArrays parameters, float[] scaleGradients, float[] shiftGradients) {
        if (scale != null) {
            parameters.gradients(scale).write(scaleGradients);
        }
        if (shift != null) {
            parameters.gradients(shift).write(shiftGradients);
        }
    }
}
