package io.filterfit.plan;

import io.filterfit.selection.DistributionFit;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which filters of one coupled group stay.
 *
 * @param group the group's name
 * @param filters n, the number of filters the group had
 * @param kept indices of the filters that stay, ascending, 0-based
 * @param fit W1 and KS of the kept norms against the original ones (after soft pruning: against those from before it), by criterion name:
 *     the chosen criterion and, for comparison, what each of the others would have kept (random: mean of 100 seeds)
 */
public record GroupSelection(String group, int filters, int[] kept, Map<String, DistributionFit> fit) {

    /** Of a group that loses none. */
    public static GroupSelection all(String group, int filters) {
        return new GroupSelection(group, filters, IntStream.range(0, filters).toArray(), Map.of());
    }
}
