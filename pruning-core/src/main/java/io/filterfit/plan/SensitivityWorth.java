package io.filterfit.plan;

import io.filterfit.graph.FilterGroup;
import io.filterfit.spec.Checks;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.math3.analysis.interpolation.LinearInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;

/**
 * A step is worth the accuracy that its filters hold for each share of the network's cost that they take, as far as it was measured
 * with all other groups whole: taken back in this order, a given saving costs least, were the groups to hurt independently of each other.
 *
 * <p>The drop of accuracy is taken as linear between the measured points, never falling, and as all the accuracy there is where no filter
 * is left. To this comes, for each share of its group that a step takes beyond, the accuracy of one image: so what cannot be told apart by
 * measuring is shared out evenly. And a step is worth at least as much as any that goes before it, since it cannot go without these.
 */
final class SensitivityWorth implements StepWorth {

    /** By group and by the smaller number of a step. */
    private final double[][] worth;

    private SensitivityWorth(double[][] worth) {
        this.worth = worth;
    }

    /**
     * @param saving the share of the network's cost that is saved with so many filters kept in each group
     * @throws io.filterfit.spec.CompressionException INVALID_REQUEST if a group was not measured
     */
    static SensitivityWorth of(
            List<FilterGroup> groups,
            List<FilterCounts> counts,
            List<GroupSensitivity> sensitivity,
            ToDoubleFunction<int[]> saving) {
        Map<String, GroupSensitivity> measured =
                sensitivity.stream().collect(Collectors.toMap(GroupSensitivity::group, Function.identity()));
        double[][] worth = new double[groups.size()][];
        for (int group = 0; group < worth.length; group++) {
            FilterCounts allowed = counts.get(group);
            if (allowed.minimum() == allowed.size()) {
                continue;
            }
            GroupSensitivity curve = measured.get(groups.get(group).name());
            if (curve == null) {
                throw Checks.invalid("allocation sensitivity has to be measured, and that needs a data set");
            }
            worth[group] = worth(new Damage(curve), allowed, costOfOne(counts, group, saving));
        }
        return new SensitivityWorth(worth);
    }

    /** Of one filter of the group, on average over those that may go. */
    private static double costOfOne(List<FilterCounts> counts, int group, ToDoubleFunction<int[]> saving) {
        int[] kept = counts.stream().mapToInt(FilterCounts::size).toArray();
        FilterCounts allowed = counts.get(group);
        kept[group] = allowed.minimum();
        return saving.applyAsDouble(kept) / (allowed.size() - allowed.minimum());
    }

    private static double[] worth(Damage damage, FilterCounts counts, double costOfOne) {
        double[] worth = new double[counts.size()];
        for (int kept = counts.minimum(); kept < counts.size(); kept = counts.next(kept)) {
            int next = counts.next(kept);
            double drop = damage.drop(kept) - damage.drop(next);
            double removed = 2 - (double) (kept + next) / counts.size();
            worth[kept] = drop / ((next - kept) * costOfOne) + damage.oneImage * removed;
        }
        double least = 0;
        for (int kept = counts.size() - 1; kept >= 0; kept--) {
            least = Math.max(least, worth[kept]);
            worth[kept] = least;
        }
        return worth;
    }

    @Override
    public double of(int group, int kept, int next) {
        return worth[group][kept];
    }

    /** The drop of accuracy of one group, as a function of how many filters stay. */
    private static final class Damage {

        private final double oneImage;
        private final PolynomialSplineFunction drop;

        private Damage(GroupSensitivity curve) {
            oneImage = 1.0 / curve.images();
            int points = curve.points().size();
            double[] kept = new double[points + 2];
            double[] drops = new double[points + 2];
            int last = points + 1;
            kept[last] = curve.filters();
            for (int i = 0; i < points; i++) {
                GroupSensitivity.Point point = curve.points().get(i);
                kept[points - i] = point.kept();
                drops[points - i] = Math.max(drops[points - i + 1], point.accuracyDrop());
            }
            drops[0] = Math.max(drops[1], curve.accuracy());
            drop = new LinearInterpolator().interpolate(kept, drops);
        }

        private double drop(int kept) {
            return drop.value(kept);
        }
    }
}
