/**
 * What there is to know of a network before it is pruned: cost by layer, coupled groups, the distribution of their filters' norms, how
 * much they repeat one another, dead filters, and what cannot be pruned and why.
 *
 * <p>{@link io.filterfit.analysis.NetworkAnalysis} is plain data and is written as JSON as it is.
 */
package io.filterfit.analysis;
