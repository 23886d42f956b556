package io.filterfit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BisectionTest {

    @Property
    void withEnoughLooksItFindsTheLastThatIsGood(
            @ForAll @IntRange(min = 1, max = 1_000) int stops, @ForAll @IntRange(max = 1_000) int lastGood) {
        int last = Math.min(lastGood, stops);

        OptionalInt found = Bisection.search(0, stops + 1, 10, stop -> stop <= last);

        assertThat(found).isEqualTo(last == 0 ? OptionalInt.empty() : OptionalInt.of(last));
    }

    @Property
    void theBracketOnlyEverCloses(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 1_000) int stops,
            @ForAll @IntRange(max = 12) int looks,
            @ForAll boolean backwards) {
        Random noise = new Random(seed);
        List<Integer> good = new ArrayList<>();
        List<Integer> bad = new ArrayList<>();
        int from = backwards ? stops : 0;
        int to = backwards ? 0 : stops;

        OptionalInt found = Bisection.search(from, to, looks, stop -> {
            boolean seen = noise.nextBoolean();
            (seen ? good : bad).add(Math.abs(stop - from));
            return seen;
        });

        assertThat(good).isSorted();
        assertThat(bad).isSortedAccordingTo((one, other) -> other - one);
        assertThat(good).allMatch(stop -> bad.stream().allMatch(other -> stop < other));
        assertThat(good.size() + bad.size()).isLessThanOrEqualTo(looks);
        assertThat(found)
                .isEqualTo(
                        good.isEmpty()
                                ? OptionalInt.empty()
                                : OptionalInt.of(
                                        backwards ? stops - good.get(good.size() - 1) : good.get(good.size() - 1)));
    }
}
