package io.filterfit.plan;

import java.util.List;

/**
 * What the filters are worth by which a group grows from one allowed number to the next. The step of least worth is taken back first,
 * and so, within a group, one must not be worth more than those to smaller numbers.
 */
@FunctionalInterface
interface StepWorth {

    /**
     * @param group its index
     * @param kept the smaller number
     * @param next the larger number
     */
    double of(int group, int kept, int next);

    /** Which step is the first to be given back where too much went: that of the largest value. */
    default double urgency(int group, int kept, int next) {
        return of(group, kept, next);
    }

    /** Every group loses the same share of its filters, up to rounding, and the one with the smallest share is the first to get some back. */
    static StepWorth uniform(List<FilterCounts> groups) {
        return new StepWorth() {
            @Override
            public double of(int group, int kept, int next) {
                return -(kept + next) / 2.0 / groups.get(group).size();
            }

            @Override
            public double urgency(int group, int kept, int next) {
                return -(double) kept / groups.get(group).size();
            }
        };
    }
}
