/**
 * Cuts networks and proves the cut right (algorithm sections 3 and 5).
 *
 * <p>{@link io.filterfit.surgery.Surgery} removes the filters that a plan does not keep, for real: the result is a smaller
 * network with the weights, statistics and training configuration of the old one. Its other product is the masked network, as large as
 * the original with the same filters zeroed. {@link io.filterfit.surgery.EquivalenceGate} holds the two against each other.
 *
 * <p>No graph that is passed in is changed, but by {@link io.filterfit.surgery.SoftCut}, whose purpose that is.
 */
package io.filterfit.surgery;
