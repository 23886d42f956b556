package io.filterfit.selection;

/**
 * The k slots of a distribution of filter norms: slot j stands for the quantile interval [j/k, (j+1)/k] and would best be
 * taken by a filter of norm F^-1(u), u in that interval.
 *
 * <p>F is the distribution of the reference norms, which mostly are the candidates' own. Of the sorted reference r_0 &lt;= r_1 &lt;= ..
 * each carries mass in proportion to r^q, so F^-1 is a step function, and with F(v) the mass of all up to v, S(u) the integral of
 * F^-1 from 0 to u, [a, b] the slot and t = F(v_i) clamped to [a, b],
 *
 * <pre>fit(j, i) = integral over [a, b] of |v_i - F^-1(u)| du = v_i (2t - a - b) + S(a) + S(b) - 2 S(t)</pre>
 *
 * because F^-1 is at most v_i up to F(v_i) and above v_i beyond. S is tabulated at every step of F^-1 and at every slot boundary,
 * which makes this O(1).
 */
final class QuantileSlots {

    private final int slots;
    /** The candidates' norms. */
    private final double[] sorted;

    private final double[] reference;
    /** Mass of the first i reference norms, and S of that, for i in 0..n. */
    private final double[] mass;

    private final double[] integral;
    /** How many reference norms are at most candidate i's. */
    private final int[] upTo;
    /** S(j / k) for j in 0..k. */
    private final double[] boundaryIntegral;

    /** Of the candidates' own distribution. */
    QuantileSlots(double[] sorted, int slots, double exponent) {
        this(sorted, sorted, slots, exponent);
    }

    /**
     * @param sorted the candidates' norms, ascending
     * @param reference norms whose distribution is to be fitted, ascending; at least one
     * @param slots k, at most the number of candidates
     * @param exponent q; where all reference norms are 0 each carries the same mass
     */
    QuantileSlots(double[] sorted, double[] reference, int slots, double exponent) {
        this.slots = slots;
        this.sorted = sorted;
        this.reference = reference;
        mass = masses(reference, exponent);
        integral = new double[mass.length];
        for (int i = 0; i < reference.length; i++) {
            integral[i + 1] = integral[i] + reference[i] * (mass[i + 1] - mass[i]);
        }
        upTo = upTo(sorted, reference);
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
        double t = Math.min(b, Math.max(a, mass[upTo[filter]]));
        double atT = Math.min(atB, Math.max(atA, integral[upTo[filter]]));
        return Math.max(0, sorted[filter] * (2 * t - a - b) + atA + atB - 2 * atT);
    }

    /** For each slot, the sorted filter whose norm is nearest to the middle of its quantile interval; not always distinct. */
    int[] medians() {
        int[] medians = new int[slots];
        int step = 0;
        int filter = 0;
        for (int slot = 0; slot < slots; slot++) {
            double middle = (slot + 0.5) / slots;
            while (step < reference.length - 1 && mass[step + 1] <= middle) {
                step++;
            }
            double norm = reference[step];
            while (filter < sorted.length - 1 && sorted[filter + 1] - norm <= norm - sorted[filter]) {
                filter++;
            }
            medians[slot] = filter;
        }
        return medians;
    }

    private static double[] masses(double[] norms, double exponent) {
        int n = norms.length;
        double largest = norms[n - 1];
        double[] masses = new double[n + 1];
        for (int i = 0; i < n; i++) {
            // Relative to the largest norm, so that large exponents do not overflow.
            masses[i + 1] = masses[i] + (largest == 0 ? 1 : Math.pow(norms[i] / largest, exponent));
        }
        double total = masses[n];
        for (int i = 1; i < n; i++) {
            masses[i] /= total;
        }
        masses[n] = 1;
        return masses;
    }

    private static int[] upTo(double[] norms, double[] reference) {
        int[] counts = new int[norms.length];
        int count = 0;
        for (int i = 0; i < norms.length; i++) {
            while (count < reference.length && reference[count] <= norms[i]) {
                count++;
            }
            counts[i] = count;
        }
        return counts;
    }

    private double[] boundaryIntegrals() {
        double[] boundaries = new double[slots + 1];
        int step = 0;
        for (int j = 1; j < slots; j++) {
            double u = (double) j / slots;
            while (step < reference.length - 1 && mass[step + 1] < u) {
                step++;
            }
            boundaries[j] = integral[step + 1] - reference[step] * (mass[step + 1] - u);
        }
        boundaries[slots] = integral[reference.length];
        return boundaries;
    }
}
