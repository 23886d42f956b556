package io.filterfit.selection;

import io.filterfit.norm.FilterSet;
import java.util.Arrays;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomDataGenerator;

/** Keeps a uniform random pick that depends on the seed and the group's name only, not on the order groups come in. */
final class RandomSelector implements FilterSelector {

    private final long seed;

    RandomSelector(long seed) {
        this.seed = seed;
    }

    @Override
    public int[] keep(FilterSet filters, int k) {
        MersenneTwister generator = generator(filters.group(), seed);
        int[] kept = new RandomDataGenerator(generator).nextPermutation(filters.filters(), k);
        Arrays.sort(kept);
        return kept;
    }

    static MersenneTwister generator(String group, long seed) {
        return new MersenneTwister(new int[] {(int) seed, (int) (seed >>> 32), group.hashCode()});
    }
}
