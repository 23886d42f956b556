package io.filterfit.plan;

import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * Looks along a way for the last stop that is good, with few looks. Stops are good from one end up to some point and bad from there on;
 * a look may still err near that point, as measurements do. So the two ends of the bracket only ever move towards each other, and the
 * good one is a stop that was seen to be good.
 */
final class Bisection {

    private Bisection() {}

    /**
     * @param good a stop that is good, or just before the first one
     * @param bad a stop that is bad, or just behind the last one; larger or smaller than {@code good}
     * @param looks how many there may be
     * @param isGood looks at a stop between the two
     * @return the stop nearest to {@code bad} that was good; empty if no stop that was looked at was
     */
    static OptionalInt search(int good, int bad, int looks, IntPredicate isGood) {
        int best = good;
        int worst = bad;
        for (int look = 0; look < looks && Math.abs(worst - best) > 1; look++) {
            int middle = (best + worst) >> 1;
            if (isGood.test(middle)) {
                best = middle;
            } else {
                worst = middle;
            }
        }
        return best == good ? OptionalInt.empty() : OptionalInt.of(best);
    }
}
