package io.filterfit.selection;

/**
 * The k slots of a distribution of filter norms: slot j stands for the quantile interval [j/k, (j+1)/k] and would best be
 * taken by a filter of norm F^-1(u), u in that interval.
 *
 * <p>Sorted filter i carries mass m_i in proportion to v_i^q, so F^-1 is a step function, and with C_i = m_0 + .. + m_i,
 * S(u) the integral of F^-1 from 0 to u, [a, b] the slot and t = C_i clamped to [a, b],
 *
 * <pre>fit(j, i) = integral over [a, b] of |v_i - F^-1(u)| du = v_i (2t - a - b) + S(a) + S(b) - 2 S(t)</pre>
 *
 * because F^-1 is at most v_i up to C_i and at least v_i beyond. S is tabulated at every C_i and at every slot boundary, which
 * makes this O(1).
 */
final class QuantileSlots {

    private final int slots;
    private final double[] sorted;
    /** C_i, and S(C_i). */
    private final double[] mass;

    private final double[] integral;
    /** S(j / k) for j in 0..k. */
    private final double[] boundaryIntegral;

    /**
     * @param sorted norms, ascending
     * @param slots k
     * @param exponent q; where all norms are 0 every filter carries the same mass
     */
    QuantileSlots(double[] sorted, int slots, double exponent) {
        this.slots = slots;
        this.sorted = sorted;
        int n = sorted.length;
        double largest = sorted[n - 1];
        mass = new double[n];
        integral = new double[n];
        double total = 0;
        for (int i = 0; i < n; i++) {
            // Relative to the largest norm, so that large exponents do not overflow.
            total += largest == 0 ? 1 : Math.pow(sorted[i] / largest, exponent);
            mass[i] = total;
        }
        double before = 0;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            mass[i] = i == n - 1 ? 1 : mass[i] / total;
            sum += sorted[i] * (mass[i] - before);
            before = mass[i];
            integral[i] = sum;
        }
        boundaryIntegral = boundaryIntegrals();
    }

    int slots() {
        return slots;
    }

    int filters() {
        return sorted.length;
    }

    /** The integral of |v_i - F^-1(u)| over the quantile interval of slot j, at least 0. */
    double fit(int slot, int filter) {
        double a = (double) slot / slots;
        double b = (double) (slot + 1) / slots;
        double atA = boundaryIntegral[slot];
        double atB = boundaryIntegral[slot + 1];
        double t = Math.min(b, Math.max(a, mass[filter]));
        double atT = Math.min(atB, Math.max(atA, integral[filter]));
        return Math.max(0, sorted[filter] * (2 * t - a - b) + atA + atB - 2 * atT);
    }

    /** For each slot, the sorted filter that holds the middle of its quantile interval; not always distinct. */
    int[] medians() {
        int[] medians = new int[slots];
        int filter = 0;
        for (int slot = 0; slot < slots; slot++) {
            double middle = (slot + 0.5) / slots;
            while (filter < sorted.length - 1 && mass[filter] <= middle) {
                filter++;
            }
            medians[slot] = filter;
        }
        return medians;
    }

    private double[] boundaryIntegrals() {
        double[] boundaries = new double[slots + 1];
        int filter = 0;
        for (int j = 1; j < slots; j++) {
            double u = (double) j / slots;
            while (filter < sorted.length - 1 && mass[filter] < u) {
                filter++;
            }
            boundaries[j] = integral[filter] - sorted[filter] * (mass[filter] - u);
        }
        boundaries[slots] = integral[sorted.length - 1];
        return boundaries;
    }
}
