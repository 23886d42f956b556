package io.filterfit.norm;

import java.util.Random;

/** Filters for tests. */
public final class FilterSets {

    private FilterSets() {}

    /** One weight per filter, so that the norm of filter i is |weights[i]|. */
    public static FilterSet ofNorms(float... norms) {
        return new FilterSet("layer", norms.length, 1, norms, new boolean[norms.length]);
    }

    public static FilterSet of(float[]... filters) {
        float[] weights = new float[filters.length * filters[0].length];
        for (int i = 0; i < filters.length; i++) {
            System.arraycopy(filters[i], 0, weights, i * filters[0].length, filters[0].length);
        }
        return new FilterSet("layer", filters.length, filters[0].length, weights, new boolean[filters.length]);
    }

    /** Normally distributed weights. */
    public static FilterSet random(int filters, int weightsPerFilter, long seed) {
        Random random = new Random(seed);
        float[] weights = new float[filters * weightsPerFilter];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return new FilterSet("layer", filters, weightsPerFilter, weights, new boolean[filters]);
    }
}
