package io.filterfit.norm;

import io.filterfit.spec.Norm;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How much the filters of a group repeat one another: each filter's cosine similarity with its nearest other filter.
 *
 * <p>With cos(i, j) = w_i . w_j / (|w_i| |w_j|), for coupled groups over the concatenated members,
 *
 * <pre>redundancy(i) = max(0, max over j != i of cos(i, j))</pre>
 *
 * so it is 1 for a filter that another one equals up to a positive factor (batch norm takes the factor out), 0 for one that
 * points away from all others, and 0 for the only filter of a group. A filter of zeros is the twin of another filter of zeros
 * (cosine 1) and orthogonal to all else (cosine 0). Filters of opposite sign are no twins: a rectifier tells them apart.
 *
 * <p>All pairs are compared where that takes about a second (for instance 2,000 filters of 10,000 weights). Larger groups are
 * searched with random-projection trees of fixed seeds, whose cost grows with n log n: values are then lower bounds, twins are
 * found with high probability, and {@code exact} is false. Memory is a small multiple of the weights either way, and cosines are known to 1e-6.
 *
 * @param redundancy redundancy(i) in [0, 1], in filter order
 * @param meanNearestCosine mean over the filters of the cosine similarity with the nearest other filter; 0 for one filter
 * @param maximumCosine the largest cosine similarity of any two filters; 0 for one filter
 * @param nearTwins filters whose nearest other filter has a cosine similarity of at least {@value #NEAR_TWIN}
 * @param exact whether all pairs were compared
 */
public record RedundancySummary(
        double[] redundancy, double meanNearestCosine, double maximumCosine, int nearTwins, boolean exact) {

    public static final double NEAR_TWIN = 0.9;

    public static RedundancySummary of(FilterSet filters) {
        return of(filters, PairBudget.PRODUCTS.allowsAllPairs(filters));
    }

    static RedundancySummary of(FilterSet filters, boolean exact) {
        if (filters.filters() == 1) {
            return new RedundancySummary(new double[1], 0, 0, 0, true);
        }
        double[] nearest = nearestCosines(filters, exact);
        double[] redundancy =
                Arrays.stream(nearest).map(cosine -> Math.max(0, cosine)).toArray();
        return new RedundancySummary(
                redundancy,
                Arrays.stream(nearest).average().orElseThrow(),
                Arrays.stream(nearest).max().orElseThrow(),
                (int) Arrays.stream(nearest)
                        .filter(cosine -> cosine >= NEAR_TWIN)
                        .count(),
                exact);
    }

    private static double[] nearestCosines(FilterSet filters, boolean exact) {
        double[] norms = filters.norms(Norm.L2);
        double[] scale =
                Arrays.stream(norms).map(norm -> norm == 0 ? 0 : 1 / norm).toArray();
        int[] directed =
                IntStream.range(0, norms.length).filter(i -> norms[i] != 0).toArray();
        double[] nearest = exact
                ? NearestFilters.allPairs(filters, scale, directed)
                : NearestFilters.byProjectionTrees(filters, scale, directed);
        int zeros = norms.length - directed.length;
        if (zeros == 0) {
            return nearest;
        }
        for (int i = 0; i < norms.length; i++) {
            boolean hasZeroTwin = norms[i] == 0 && zeros > 1;
            nearest[i] = hasZeroTwin ? 1 : Math.max(0, nearest[i]);
        }
        return nearest;
    }
}
