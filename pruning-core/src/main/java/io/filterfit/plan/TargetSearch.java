package io.filterfit.plan;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Looks for the cut that meets a target which has to be measured, and keeps record. */
final class TargetSearch {

    private final Leeway leeway;
    private final Allotment allotment;
    private final Target.Measured target;
    private final Trial trial;
    private final Function<int[], PruningPlan> plans;
    private final List<Evaluation> evaluations = new ArrayList<>();

    /** @param plans which filters are kept, given how many of each group */
    TargetSearch(
            Leeway leeway,
            Allotment allotment,
            Target.Measured target,
            Trial trial,
            Function<int[], PruningPlan> plans) {
        this.leeway = leeway;
        this.allotment = allotment;
        this.target = target;
        this.trial = trial;
        this.plans = plans;
    }

    /** How many filters each group keeps. */
    int[] solve() {
        return allotment.at(target instanceof Target.AccuracyDrop ? lastThatMeets() : firstThatMeets());
    }

    List<Evaluation> evaluations() {
        return evaluations;
    }

    private int lastThatMeets() {
        return Bisection.search(0, allotment.last() + 1, target.evaluations(), this::meets)
                .orElseThrow(this::tooMuchLost);
    }

    private int firstThatMeets() {
        int last = allotment.last();
        if (!meets(last)) {
            throw leeway.tooLittle(evaluations.get(0).measured());
        }
        return Bisection.search(last, 0, target.evaluations() - 1, this::meets).orElse(last);
    }

    private boolean meets(int stop) {
        int[] kept = allotment.at(stop);
        double measured = trial.measure(plans.apply(kept));
        boolean met = target instanceof Target.AccuracyDrop ? measured <= target.value() : measured >= target.value();
        evaluations.add(new Evaluation(leeway.filterReduction(kept), leeway.flopsReduction(kept), measured, met));
        return met;
    }

    private CompressionException tooMuchLost() {
        Evaluation last = evaluations.get(evaluations.size() - 1);
        return leeway.impossible(String.format(
                Locale.ROOT,
                "of the %d networks that were measured, the one least cut has lost %.1f%% of its filters and %.4f of its"
                        + " accuracy; allow a larger drop or more evaluations",
                evaluations.size(),
                100 * last.filterReduction(),
                last.measured()));
    }
}
