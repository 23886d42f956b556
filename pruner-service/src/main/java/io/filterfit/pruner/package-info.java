/** The pruner: from target to a physically smaller network that provably computes what the masked one does. */
package io.filterfit.pruner;
