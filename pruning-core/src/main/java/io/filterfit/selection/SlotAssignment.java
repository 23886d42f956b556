package io.filterfit.selection;

import java.util.Arrays;

/**
 * The cheapest assignment of distinct sorted filters i_0 < i_1 < .. to the slots, by dynamic programming.
 *
 * <p>With the shift y_j = i_j - j, which lies in [0, n - k] and never falls from slot to slot,
 *
 * <pre>best(j, y) = min(best(j, y - 1), best(j - 1, y) + cost(j, y + j))</pre>
 *
 * takes O(k (n - k)) steps, one row of numbers and one bit per step. Up to {@value #MOST_STEPS} steps the optimum is exact.
 * Beyond that each slot sees only the filters within a band around its quantile interval, and the band is moved until no slot
 * sits at the edge of it: the result is the cheapest assignment near its quantiles, though an expensive redundancy weight
 * could in principle make one farther away cheaper still.
 */
final class SlotAssignment {

    static final long MOST_STEPS = 200_000_000;
    private static final int MOST_PASSES = 6;

    /** What it costs to give a slot to a sorted filter. */
    @FunctionalInterface
    interface Cost {
        double of(int slot, int filter);
    }

    private final int slots;
    private final int largestShift;
    private final Cost cost;

    private SlotAssignment(int slots, int filters, Cost cost) {
        this.slots = slots;
        this.largestShift = filters - slots;
        this.cost = cost;
    }

    /** The sorted filter of each slot, ascending and distinct. */
    static int[] cheapest(QuantileSlots slots, Cost cost) {
        return cheapest(slots, cost, MOST_STEPS);
    }

    static int[] cheapest(QuantileSlots slots, Cost cost, long mostSteps) {
        SlotAssignment assignment = new SlotAssignment(slots.slots(), slots.filters(), cost);
        int[] shifts = assignment.fits(mostSteps)
                ? assignment.solve(new int[slots.slots()], assignment.largestShift + 1)
                : assignment.solveInBand(assignment.shifts(slots.medians()), mostSteps);
        for (int j = 0; j < shifts.length; j++) {
            shifts[j] += j;
        }
        return shifts;
    }

    private boolean fits(long mostSteps) {
        return (long) slots * (largestShift + 1) <= mostSteps;
    }

    private int[] solveInBand(int[] centre, long mostSteps) {
        int width = (int) Math.max(3, mostSteps / MOST_PASSES / slots);
        int[] shifts = centre;
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            int[] lowest = Arrays.stream(shifts)
                    .map(shift -> Math.max(0, Math.min(largestShift + 1 - width, shift - width / 2)))
                    .toArray();
            shifts = solve(lowest, Math.min(width, largestShift + 1));
            if (!touchesEdge(shifts, lowest, width)) {
                break;
            }
        }
        return shifts;
    }

    private boolean touchesEdge(int[] shifts, int[] lowest, int width) {
        for (int j = 0; j < slots; j++) {
            boolean atLow = shifts[j] == lowest[j] && lowest[j] > 0;
            boolean atHigh = shifts[j] == lowest[j] + width - 1 && shifts[j] < largestShift;
            if (atLow || atHigh) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param lowest the lowest shift that each slot may take, not falling from slot to slot
     * @param width how many shifts each slot may take
     */
    private int[] solve(int[] lowest, int width) {
        long[] taken = new long[Math.toIntExact(((long) slots * width + 63) / 64)];
        double[] previous = new double[width];
        double[] current = new double[width];
        for (int j = 0; j < slots; j++) {
            int moved = j == 0 ? 0 : lowest[j] - lowest[j - 1];
            double best = Double.POSITIVE_INFINITY;
            for (int w = 0; w < width; w++) {
                // Beyond the previous slot's band its best cost stays what it is at the band's upper end.
                double before = previous[Math.min(width - 1, w + moved)];
                double here = before + cost.of(j, lowest[j] + w + j);
                if (here <= best) {
                    best = here;
                    set(taken, (long) j * width + w);
                }
                current[w] = best;
            }
            double[] swap = previous;
            previous = current;
            current = swap;
        }
        return trace(taken, lowest, width);
    }

    private int[] trace(long[] taken, int[] lowest, int width) {
        int[] shifts = new int[slots];
        int shift = largestShift;
        for (int j = slots - 1; j >= 0; j--) {
            int w = Math.min(width - 1, shift - lowest[j]);
            while (!isSet(taken, (long) j * width + w)) {
                w--;
            }
            shift = lowest[j] + w;
            shifts[j] = shift;
        }
        return shifts;
    }

    /** The nearest never-falling shifts within [0, n - k] in the least-squares sense: pools adjacent violators. */
    private int[] shifts(int[] filters) {
        double[] means = new double[slots];
        int[] sizes = new int[slots];
        int pools = 0;
        for (int j = 0; j < slots; j++) {
            means[pools] = filters[j] - j;
            sizes[pools] = 1;
            while (pools > 0 && means[pools - 1] > means[pools]) {
                int size = sizes[pools - 1] + sizes[pools];
                means[pools - 1] = (means[pools - 1] * sizes[pools - 1] + means[pools] * sizes[pools]) / size;
                sizes[pools - 1] = size;
                pools--;
            }
            pools++;
        }
        int[] shifts = new int[slots];
        for (int pool = 0, j = 0; pool < pools; pool++) {
            for (int end = j + sizes[pool]; j < end; j++) {
                shifts[j] = (int) Math.max(0, Math.min(largestShift, Math.round(means[pool])));
            }
        }
        return shifts;
    }

    private static void set(long[] bits, long index) {
        bits[(int) (index >>> 6)] |= 1L << index;
    }

    private static boolean isSet(long[] bits, long index) {
        return (bits[(int) (index >>> 6)] & 1L << index) != 0;
    }
}
