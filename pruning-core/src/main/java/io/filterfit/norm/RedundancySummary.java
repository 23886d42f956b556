package io.filterfit.norm;

/**
 * How much the filters of a group repeat one another: each filter's cosine similarity with its nearest other filter.
 *
 * @param redundancy redundancy(i) in [0, 1], in filter order (algorithm section 2)
 * @param meanNearestCosine mean over the filters of the cosine similarity with the nearest other filter
 * @param maximumCosine the largest cosine similarity of any two filters
 * @param nearTwins filters whose nearest other filter has a cosine similarity of at least 0.9
 */
public record RedundancySummary(double[] redundancy, double meanNearestCosine, double maximumCosine, int nearTwins) {}
