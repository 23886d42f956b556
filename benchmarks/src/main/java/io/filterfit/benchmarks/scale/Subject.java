package io.filterfit.benchmarks.scale;

import io.filterfit.analysis.NetworkAnalyzer;
import io.filterfit.benchmarks.families.Family;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.model.Networks;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.norm.FilterSet;
import io.filterfit.norm.NormDistribution;
import io.filterfit.norm.RedundancySummary;
import io.filterfit.plan.Findings;
import io.filterfit.plan.Planner;
import io.filterfit.plan.PruningPlan;
import io.filterfit.selection.FilterSelector;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.surgery.Surgery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.commons.io.FileUtils;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What is measured.
 *
 * @param name of a record's file
 * @param what it is, in words
 * @param peer the network's name to the script that runs Torch-Pruning; null if it has none
 * @param work makes what is to be repeated; making it is not measured
 */
record Subject(String name, String what, String peer, Supplier<Runnable> work) {

    private static final int WEIGHTS = 144;
    private static final long SEED = 1;

    static final List<Subject> ALL = List.of(
            new Subject(
                    "resnet-56",
                    "ResNet-56, CIFAR: groups, analysis, plan, surgery",
                    "resnet-56",
                    () -> whole(Zoo.build("resnet-56", ZooOptions.CIFAR10).graph())),
            new Subject(
                    "resnet-50",
                    "ResNet-50, 64 x 64: groups, analysis, plan, surgery",
                    "resnet-50",
                    () -> whole(imported(new Family("resnet50-wide", 64)))),
            select(25_000, Criterion.DistributionFitting.plain()),
            select(50_000, Criterion.DistributionFitting.plain()),
            select(100_000, Criterion.DistributionFitting.plain()),
            new Subject(
                    "analysis-100000",
                    "100,000 filters of " + WEIGHTS + " weights in one group: analysis",
                    null,
                    () -> analysis(100_000)));

    private static Subject select(int filters, Criterion criterion) {
        return new Subject(
                "selection-" + filters,
                String.format(
                        java.util.Locale.ROOT,
                        "%,d filters of %d weights in one group: selection of half of them, distribution fitting",
                        filters,
                        WEIGHTS),
                null,
                () -> {
                    FilterSet set = random(filters);
                    FilterSelector selector = FilterSelector.of(criterion, SEED);
                    return () -> selector.keep(set, filters / 2);
                });
    }

    private static Runnable analysis(int filters) {
        FilterSet set = random(filters);
        return () -> {
            NormDistribution.of(set, Norm.L2);
            RedundancySummary.of(set);
        };
    }

    private static Runnable whole(ComputationGraph graph) {
        CompressionSpec spec = new CompressionSpec(
                "noise",
                new Target.FlopsReduction(0.5),
                Criterion.DistributionFitting.plain(),
                Scope.ALL,
                1,
                1,
                1,
                false,
                TrainingSpec.FINE_TUNING,
                SEED);
        return () -> {
            NetworkAnalyzer.analyze(graph, spec, List.of());
            CoupledGroups groups = CoupledGroups.of(graph);
            PruningPlan plan = Planner.plan(graph, groups, spec, Findings.NONE);
            Surgery.prune(graph, groups, plan);
        };
    }

    private static ComputationGraph imported(Family family) {
        try {
            Path directory = Files.createTempDirectory("filterfit-scale");
            try {
                return Networks.read(family.write(directory, SEED)).graph();
            } finally {
                FileUtils.deleteDirectory(directory.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FilterSet random(int filters) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] weights = new float[filters * WEIGHTS];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return new FilterSet("many", filters, WEIGHTS, weights, new boolean[filters]);
    }
}
