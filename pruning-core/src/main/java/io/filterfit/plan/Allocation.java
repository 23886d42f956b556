package io.filterfit.plan;

import java.util.List;
import java.util.function.Predicate;

/**
 * Uniform allocation: every group loses the same share of its filters, up to rounding.
 *
 * <p>The share is the smallest with which the target is met. Since many groups lose a filter at the same share, too much may go with
 * it; so filters are given back one by one, each time to the group that is left with the smallest share, until giving any one back
 * would miss the target.
 */
final class Allocation {

    private static final int BISECTIONS = 50;

    private final List<FilterCounts> groups;
    private final Predicate<int[]> met;

    /** @param met whether so many filters in each group meet the target; the fewer, the sooner */
    Allocation(List<FilterCounts> groups, Predicate<int[]> met) {
        this.groups = groups;
        this.met = met;
    }

    /** The fewest filters that each group may keep. */
    static int[] smallest(List<FilterCounts> groups) {
        return groups.stream().mapToInt(FilterCounts::minimum).toArray();
    }

    /** @return how many filters each group keeps; only if {@link #smallest} meets the target */
    int[] solve() {
        double meets = 0;
        double misses = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (meets + misses) / 2;
            if (met.test(uniform(middle))) {
                meets = middle;
            } else {
                misses = middle;
            }
        }
        return giveBack(uniform(meets));
    }

    private int[] uniform(double share) {
        return groups.stream().mapToInt(group -> group.nearest(share)).toArray();
    }

    private int[] giveBack(int[] kept) {
        int[] result = kept.clone();
        boolean[] full = new boolean[result.length];
        for (int group = poorest(result, full); group >= 0; group = poorest(result, full)) {
            int[] candidate = result.clone();
            candidate[group] = groups.get(group).next(candidate[group]);
            if (met.test(candidate)) {
                result = candidate;
            } else {
                full[group] = true; // what others get later only makes it worse
            }
        }
        return result;
    }

    /** The group with the smallest share of its filters among those that may still get one; -1 if there is none. */
    private int poorest(int[] kept, boolean[] full) {
        int poorest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int group = 0; group < kept.length; group++) {
            FilterCounts counts = groups.get(group);
            double share = (double) kept[group] / counts.size();
            if (!full[group] && kept[group] < counts.size() && share < least) {
                least = share;
                poorest = group;
            }
        }
        return poorest;
    }
}
