package io.filterfit.selection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Filters in the order of a score; equal scores are ordered by index, so that a ranking is always the same. */
final class Ranking {

    private Ranking() {}

    /** Indices by ascending score. */
    static int[] ascending(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The k indices of largest score, in ascending order of index. */
    static int[] largest(double[] scores, int k) {
        int[] order = ascending(scores);
        int[] largest = Arrays.copyOfRange(order, order.length - k, order.length);
        Arrays.sort(largest);
        return largest;
    }
}
