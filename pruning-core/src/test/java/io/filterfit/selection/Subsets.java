package io.filterfit.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What brute force needs. */
final class Subsets {

    private Subsets() {}

    /** All k-subsets of 0..n-1, each ascending. */
    static List<int[]> of(int n, int k) {
        List<int[]> subsets = new ArrayList<>();
        for (int bits = 0; bits < 1 << n; bits++) {
            if (Integer.bitCount(bits) == k) {
                int chosen = bits;
                subsets.add(IntStream.range(0, n)
                        .filter(i -> (chosen >> i & 1) == 1)
                        .toArray());
            }
        }
        return subsets;
    }

    /** W1 straight from the definition: quantile functions on the common grid of 1 / (n k). */
    static double wasserstein(double[] original, double[] kept) {
        double[] f = original.clone();
        double[] g = kept.clone();
        Arrays.sort(f);
        Arrays.sort(g);
        double sum = 0;
        for (int cell = 0; cell < f.length * g.length; cell++) {
            sum += Math.abs(f[cell / g.length] - g[cell / f.length]);
        }
        return sum / f.length / g.length;
    }

    static double[] pick(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }
}
