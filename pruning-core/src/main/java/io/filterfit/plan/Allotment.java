package io.filterfit.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A way from all filters to the fewest, and where to stop on it.
 *
 * <p>On the way the steps of least worth go first, those of the same worth at once. Since too much may go with them, filters are given
 * back one step at a time, each time to the group that needs it most, until giving any one back would miss the target.
 */
final class Allotment {

    /** From {@code kept} filters of a group to {@code next}. */
    private record Step(int group, int kept, int next, double worth) {}

    private final List<FilterCounts> groups;
    private final StepWorth worth;
    /** In the order in which they are taken back. */
    private final List<Step> steps = new ArrayList<>();
    /** ends[i]: how many steps are taken back in the first i stops. */
    private final int[] ends;

    Allotment(List<FilterCounts> groups, StepWorth worth) {
        this.groups = groups;
        this.worth = worth;
        for (int group = 0; group < groups.size(); group++) {
            FilterCounts counts = groups.get(group);
            for (int kept = counts.minimum(); kept < counts.size(); kept = counts.next(kept)) {
                int next = counts.next(kept);
                steps.add(new Step(group, kept, next, worth.of(group, kept, next)));
            }
        }
        // Of steps of the same group that are worth the same, the one from the larger number comes first.
        steps.sort(Comparator.comparingDouble(Step::worth)
                .thenComparing(Comparator.comparingInt(Step::kept).reversed()));
        ends = ends();
    }

    private int[] ends() {
        int[] found = new int[steps.size() + 1];
        int stops = 0;
        for (int step = 1; step <= steps.size(); step++) {
            if (step == steps.size()
                    || steps.get(step).worth() > steps.get(step - 1).worth()) {
                found[++stops] = step;
            }
        }
        return Arrays.copyOf(found, stops + 1);
    }

    /** The last stop of the way, where each group keeps the fewest it may; at stop 0 each keeps all. */
    int last() {
        return ends.length - 1;
    }

    /** How many filters each group keeps at a stop. */
    int[] at(int stop) {
        int[] kept = groups.stream().mapToInt(FilterCounts::size).toArray();
        steps.subList(0, ends[stop]).forEach(step -> kept[step.group()] = Math.min(kept[step.group()], step.kept()));
        return kept;
    }

    /**
     * @param met whether so many filters in each group meet the target; the fewer, the sooner, and certainly at the {@link #last} stop
     * @return how many filters each group keeps
     */
    int[] solve(Predicate<int[]> met) {
        int misses = -1;
        int meets = last();
        while (meets - misses > 1) {
            int middle = (meets + misses) >>> 1;
            if (met.test(at(middle))) {
                meets = middle;
            } else {
                misses = middle;
            }
        }
        return giveBack(at(meets), met);
    }

    private int[] giveBack(int[] kept, Predicate<int[]> met) {
        int[] result = kept.clone();
        boolean[] full = new boolean[result.length];
        for (int group = neediest(result, full); group >= 0; group = neediest(result, full)) {
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

    /** The group that needs a step most among those that may still get one; -1 if there is none. */
    private int neediest(int[] kept, boolean[] full) {
        int neediest = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int group = 0; group < kept.length; group++) {
            FilterCounts counts = groups.get(group);
            if (full[group] || kept[group] == counts.size()) {
                continue;
            }
            double urgency = worth.urgency(group, kept[group], counts.next(kept[group]));
            if (urgency > most) {
                most = urgency;
                neediest = group;
            }
        }
        return neediest;
    }
}
