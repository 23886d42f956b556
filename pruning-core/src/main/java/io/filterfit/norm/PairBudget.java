package io.filterfit.norm;

/**
 * Bounds the work that grows with the square of the number of filters, so that no group, however large, holds a job up for
 * more than a few seconds.
 *
 * @param operations multiply-accumulates that two cores do in about a second
 * @param overhead what a pair of filters costs beside its weights, as multiply-accumulates: a root, a comparison, bookkeeping
 */
record PairBudget(double operations, int overhead) {

    /** Of {@link InnerProducts}. */
    static final PairBudget PRODUCTS = new PairBudget(4e10, 256);

    /** Of {@link PackedFilters}. */
    static final PairBudget LEAVES = new PairBudget(6e9, 16);

    /** Whether every filter may be compared with every other. */
    boolean allowsAllPairs(FilterSet filters) {
        return affordablePairs(filters) >= (double) filters.filters() * filters.filters();
    }

    /** How many ordered pairs of filters may be compared. */
    double affordablePairs(FilterSet filters) {
        return operations / (filters.weightsPerFilter() + overhead);
    }
}
