package io.filterfit.plan;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.selection.Importance;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * All groups' filters in one ranking: each is worth its importance as a multiple of its group's mean, and a step as much as the mean of
 * its filters, the more important of a group first.
 */
final class GlobalRanking implements StepWorth {

    /** By group that may lose filters: {@code sums[group][k]} of the k most important ones. */
    private final double[][] sums;

    private GlobalRanking(double[][] sums) {
        this.sums = sums;
    }

    static GlobalRanking of(ComputationGraph graph, CoupledGroups groups, Leeway leeway, Importance importance) {
        return new GlobalRanking(groups.groups().stream()
                .map(group -> leeway.includes(group) ? sums(importance.of(group.filters(graph))) : new double[0])
                .toArray(double[][]::new));
    }

    private static double[] sums(double[] importance) {
        double mean = Arrays.stream(importance).average().orElseThrow();
        double[] ascending = importance.clone();
        Arrays.sort(ascending);
        double[] sums = new double[ascending.length + 1];
        for (int k = 1; k < sums.length; k++) {
            double value = ascending[ascending.length - k];
            sums[k] = sums[k - 1] + (mean == 0 ? 0 : value / mean);
        }
        return sums;
    }

    @Override
    public double of(int group, int kept, int next) {
        return (sums[group][next] - sums[group][kept]) / (next - kept);
    }
}
