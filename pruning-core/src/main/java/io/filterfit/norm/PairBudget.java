package io.filterfit.norm;

/**
 * Bounds the work that grows with the square of the number of filters, so that no group, however large, holds a job up for
 * more than a few seconds.
 */
final class PairBudget {

    /** Multiply-accumulates that two cores do in about a second. */
    static final double OPERATIONS = 6e9;

    /** What a pair of filters costs beside its weights, as multiply-accumulates: a root, a comparison, bookkeeping. */
    private static final int OVERHEAD = 16;

    private PairBudget() {}

    /** Whether every filter may be compared with every other. */
    static boolean allowsAllPairs(FilterSet filters) {
        return affordablePairs(filters) >= (double) filters.filters() * filters.filters();
    }

    /** How many ordered pairs of filters may be compared. */
    static double affordablePairs(FilterSet filters) {
        return OPERATIONS / (filters.weightsPerFilter() + OVERHEAD);
    }
}
