package io.filterfit.plan;

import io.filterfit.graph.FilterGroup;
import io.filterfit.spec.CompressionSpec;

/**
 * How many filters a group may keep: all of them, or a multiple of {@code step} that is at least {@code minimum}. A group too small
 * for a multiple may keep any number.
 *
 * @param size how many filters it has
 * @param minimum the fewest it may keep
 * @param step what the number must be a multiple of
 */
record FilterCounts(int size, int minimum, int step) {

    /** Of a group under a request. */
    static FilterCounts of(FilterGroup group, CompressionSpec spec) {
        int size = group.size();
        int step = size < spec.channelMultiple() ? 1 : spec.channelMultiple();
        int minimum = Math.max(group.minimum(), spec.minimumFilters());
        int smallestMultiple = (minimum + step - 1) / step * step;
        return new FilterCounts(size, Math.min(size, smallestMultiple), step);
    }

    /** Of a group that keeps all. */
    static FilterCounts untouched(int size) {
        return new FilterCounts(size, size, 1);
    }

    /** The largest allowed number that is not above a share of the filters, or the fewest it may keep. */
    int atMost(double share) {
        if (share >= 1) {
            return size;
        }
        int below = (int) Math.floor(share * size / step + 1e-9) * step;
        return Math.max(minimum, below);
    }

    /** The next larger allowed number; the size itself if there is none. */
    int next(int kept) {
        return Math.min(size, (kept / step + 1) * step);
    }
}
