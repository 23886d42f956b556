/**
 * The filters of a coupled group, and the statistics an analysis states about them: the distribution of their norms and
 * how much they repeat one another (algorithm section 1).
 *
 * <p>Everything here is a pure function of a {@link io.filterfit.norm.FilterSet}: the same filters give the same numbers on
 * any machine and any number of threads, comparisons of pairs to about 1e-6. Nothing allocates more than a small multiple of the weights; work that would grow
 * with the square of the number of filters is bounded, and results say whether they are exact.
 */
package io.filterfit.norm;
