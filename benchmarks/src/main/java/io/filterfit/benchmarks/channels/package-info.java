/** What {@code channelMultiple} does for the time that a pruned network takes. */
package io.filterfit.benchmarks.channels;
