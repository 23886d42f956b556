package io.filterfit.report;

import io.filterfit.norm.NormDistribution;
import io.filterfit.norm.RedundancySummary;
import io.filterfit.selection.DistributionFit;
import io.filterfit.spec.Criterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One group as the page's text shows it.
 *
 * @param keptShare in percent, for the width of a bar
 * @param whole whether nothing was removed
 */
record GroupView(
        String name,
        int index,
        int count,
        int kept,
        int removed,
        double keptShare,
        boolean whole,
        String norm,
        String wasserstein,
        List<Fit> fits,
        List<Fact> facts,
        String summary) {

    /** @param chosen whether it is the job's criterion; {@code best...}: whether no other fits better */
    record Fit(
            String criterion,
            String wasserstein,
            String relative,
            String kolmogorovSmirnov,
            boolean chosen,
            boolean bestWasserstein,
            boolean bestKolmogorovSmirnov) {}

    record Fact(String label, String before, String after) {}

    static GroupView of(GroupReport group, int index, Criterion criterion) {
        int n = group.selection().filters();
        int k = group.selection().kept().length;
        DistributionFit chosen = group.selection().fit().get(criterion.name());
        String distance = chosen == null ? "" : Quantities.threeDigits(chosen.wasserstein());
        return new GroupView(
                group.selection().group(),
                index,
                n,
                k,
                n - k,
                100.0 * k / n,
                k == n,
                group.original().norm().name(),
                distance,
                fits(group, criterion),
                facts(group),
                "Distribution of the " + group.original().norm().name() + " norms of the " + n + " filters of "
                        + group.selection().group() + " and of the " + k
                        + " that stay; the tables below hold the numbers.");
    }

    private static List<Fit> fits(GroupReport group, Criterion criterion) {
        Map<String, DistributionFit> fits = group.selection().fit();
        double smallest = fits.values().stream()
                .mapToDouble(DistributionFit::wasserstein)
                .min()
                .orElse(0);
        double smallestStatistic = fits.values().stream()
                .mapToDouble(DistributionFit::kolmogorovSmirnov)
                .min()
                .orElse(0);
        double deviation = group.original().summary().standardDeviation();
        List<Fit> rows = new ArrayList<>();
        for (String name : Criterion.NAMES) {
            DistributionFit fit = fits.get(name);
            if (fit == null) {
                continue;
            }
            rows.add(new Fit(
                    name,
                    Quantities.threeDigits(fit.wasserstein()),
                    deviation == 0 ? "" : Quantities.threeDigits(fit.wasserstein() / deviation),
                    Quantities.threeDigits(fit.kolmogorovSmirnov()),
                    name.equals(criterion.name()),
                    isSmallest(fit.wasserstein(), smallest),
                    isSmallest(fit.kolmogorovSmirnov(), smallestStatistic)));
        }
        return rows;
    }

    /** Rounding must not deprive one of two equals of its mark. */
    private static boolean isSmallest(double value, double smallest) {
        return value <= smallest * (1 + 1e-9);
    }

    private static List<Fact> facts(GroupReport group) {
        NormDistribution.Summary before = group.original().summary();
        NormDistribution.Summary after = group.kept().summary();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Filters", Quantities.count(before.filters()), Quantities.count(after.filters())));
        facts.add(fact("Mean", before.mean(), after.mean()));
        facts.add(fact("Standard deviation", before.standardDeviation(), after.standardDeviation()));
        facts.add(new Fact("Quartiles", quartiles(before), quartiles(after)));
        facts.add(fact("Smallest", before.minimum(), after.minimum()));
        facts.add(fact("Largest", before.maximum(), after.maximum()));
        facts.add(fact("Skewness", before.skewness(), after.skewness()));
        facts.add(fact("Excess kurtosis", before.excessKurtosis(), after.excessKurtosis()));
        facts.add(fact(
                "Normality, p",
                group.original().normality().pValue(),
                group.kept().normality().pValue()));
        int dead = 0;
        int deadKept = 0;
        for (boolean constant : group.dead()) {
            dead += constant ? 1 : 0;
        }
        for (int filter : group.selection().kept()) {
            deadKept += group.dead()[filter] ? 1 : 0;
        }
        facts.add(new Fact("Dead filters", Quantities.count(dead), Quantities.count(deadKept)));
        facts.addAll(redundancy(group.redundancy(), group.selection().kept()));
        return facts;
    }

    private static List<Fact> redundancy(RedundancySummary redundancy, int[] kept) {
        if (redundancy == null) {
            return List.of();
        }
        long twins = 0;
        double sum = 0;
        for (int filter : kept) {
            twins += redundancy.redundancy()[filter] >= RedundancySummary.NEAR_TWIN ? 1 : 0;
            sum += redundancy.redundancy()[filter];
        }
        double all = 0;
        for (double each : redundancy.redundancy()) {
            all += each;
        }
        return List.of(
                new Fact(
                        "Mean redundancy",
                        Quantities.threeDigits(all / redundancy.redundancy().length),
                        Quantities.threeDigits(sum / kept.length)),
                new Fact("Had a near twin", Quantities.count(redundancy.nearTwins()), Quantities.count(twins)));
    }

    private static String quartiles(NormDistribution.Summary summary) {
        return Quantities.threeDigits(summary.lowerQuartile()) + ", " + Quantities.threeDigits(summary.median()) + ", "
                + Quantities.threeDigits(summary.upperQuartile());
    }

    private static Fact fact(String label, double before, double after) {
        return new Fact(label, Quantities.threeDigits(before), Quantities.threeDigits(after));
    }
}
