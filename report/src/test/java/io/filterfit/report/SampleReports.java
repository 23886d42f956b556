package io.filterfit.report;

import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.Latency;
import io.filterfit.evaluation.LayerSpeedUp;
import io.filterfit.evaluation.LayerSpeedUp.Cause;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.evaluation.SpeedUp;
import io.filterfit.nd4j.Device;
import io.filterfit.nd4j.RuntimeFacts;
import io.filterfit.norm.FilterSet;
import io.filterfit.plan.Evaluation;
import io.filterfit.plan.GroupSelection;
import io.filterfit.selection.CriteriaComparison;
import io.filterfit.selection.FilterSelector;
import io.filterfit.selection.TrainedNorms;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.surgery.Equivalence;
import io.filterfit.training.TrainingHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reports for tests: real analyses and selections of random filters, and measurements that are easy to check. */
final class SampleReports {

    private static final RuntimeFacts ON_CPU =
            new RuntimeFacts(Device.CPU, List.of(), "1.0.0-M2.1", true, "avx512", 2, "jemalloc", true, List.of());

    static final NetworkCost COST_BEFORE = new NetworkCost(273_658, 40_813_184, 40_812_544, 81_626_368);
    static final NetworkCost COST_AFTER = new NetworkCost(142_000, 19_900_000, 19_899_360, 39_800_000);

    /** With made-up times, of which 80 % of the FLOPs' ratio is kept. */
    static final SpeedUp SPEED_UP = new SpeedUp(
            64,
            40_813_184.0 / 19_900_000,
            48.2 / 29.4,
            16,
            List.of(
                    layer("stem.conv", 16, 16, 4, 4, 2, Cause.UNCUT),
                    layer("stage1.block1.conv1", 16, 8, 14.2, 12.4, 5.5, Cause.PARTLY_FILLED_VECTORS),
                    layer("stage2.block1.conv1", 32, 14, 14, 6, -0.8, null),
                    layer("stage3.block1.conv1", 64, 64, 15, 6, -1.3, null),
                    layer("pool", 64, 64, 1, 1, 0.5, Cause.MEMORY)),
            null);

    private SampleReports() {}

    static LayerSpeedUp layer(
            String name, int filtersBefore, int filtersAfter, double before, double after, double lost, Cause cause) {
        long macs = cause == Cause.MEMORY ? 0 : 100_000;
        return new LayerSpeedUp(
                name,
                "ConvolutionLayer",
                filtersBefore,
                filtersAfter,
                macs * filtersBefore,
                macs * filtersAfter,
                before,
                after,
                lost,
                cause);
    }

    /** That report with another speed-up. */
    static CompressionReport with(CompressionReport report, SpeedUp speedUp) {
        return new CompressionReport(
                report.jobId(),
                report.traceId(),
                report.model(),
                report.finished(),
                report.spec(),
                report.classes(),
                report.before(),
                report.after(),
                report.files(),
                report.latency(),
                speedUp,
                report.rounds(),
                report.timings(),
                report.environment(),
                report.warnings());
    }

    /** Everything measured. */
    static CompressionReport full() {
        return of(Criterion.DistributionFitting.plain());
    }

    static CompressionReport of(Criterion criterion) {
        List<GroupReport> groups = new ArrayList<>();
        groups.add(group("stage1.block1.conv1", 16, 8, criterion));
        groups.add(group("stage2.block1.conv1", 32, 14, criterion));
        groups.add(group("stage3.block1.conv1", 64, 64, criterion));
        RoundReport round = new RoundReport(
                1,
                false,
                groups,
                new Equivalence(8, 3.1e-6, 12.5, 1e-4),
                new RecoverySteps(
                        1_000,
                        List.of(
                                new RecoverySteps.Step("cut", 0.117, false),
                                new RecoverySteps.Step("recalibrated", 0.575, false),
                                new RecoverySteps.Step("reconstructed", 0.698, true))),
                training());
        return report(spec(criterion), classification("test", 9_173), classification("test", 9_089), List.of(round));
    }

    /** In search of a target that allows a drop of one point. */
    static RoundReport searched() {
        return new RoundReport(
                1,
                false,
                List.of(group("conv1", 16, 8, new Criterion.L2Norm())),
                null,
                List.of(
                        new Evaluation(0.5, 0.52, 0.021, false),
                        new Evaluation(0.25, 0.27, 0.004, true),
                        new Evaluation(0.375, 0.38, 0.008, true),
                        new Evaluation(0.43, 0.44, 0.012, false)),
                null,
                null);
    }

    /** As an offline cut without data gives it. */
    static CompressionReport withoutMeasurements() {
        Criterion criterion = new Criterion.L2Norm();
        RoundReport round = new RoundReport(1, false, List.of(group("conv1", 16, 8, criterion)), null, null, null);
        CompressionReport full = report(spec(criterion), null, null, List.of(round));
        return new CompressionReport(
                full.jobId(),
                full.traceId(),
                full.model(),
                full.finished(),
                full.spec(),
                null,
                new NetworkMeasurement(COST_BEFORE, null, null, null),
                new NetworkMeasurement(COST_AFTER, null, null, null),
                null,
                null,
                null,
                full.rounds(),
                null,
                RunEnvironment.current(null),
                null);
    }

    /** Every name is an attack on the page. */
    static CompressionReport hostile() {
        String attack = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&{view}<!--";
        CompressionReport full = full();
        GroupReport group = full.rounds().get(0).groups().get(0);
        GroupSelection named = new GroupSelection(
                attack,
                group.selection().filters(),
                group.selection().kept(),
                group.selection().fit());
        GroupReport hostile = new GroupReport(group.original(), group.kept(), group.redundancy(), group.dead(), named);
        RoundReport round = full.rounds().get(0);
        return new CompressionReport(
                attack,
                attack,
                attack,
                full.finished(),
                full.spec(),
                List.of(attack),
                full.before(),
                full.after(),
                List.of(new NetworkFile(attack, attack, 1)),
                full.latency(),
                new SpeedUp(64, 2, 1, 16, List.of(layer(attack, 16, 9, 4, 4, 2, Cause.PARTLY_FILLED_VECTORS)), null),
                List.of(new RoundReport(
                        1, false, List.of(hostile), round.equivalence(), round.recovery(), round.training())),
                List.of(new StageTime(1, attack, 3)),
                full.environment(),
                List.of(attack));
    }

    static GroupReport group(String name, int n, int k, Criterion criterion) {
        return group(filters(name, n, 27), k, criterion);
    }

    static GroupReport group(FilterSet filters, int k, Criterion criterion) {
        int[] kept = FilterSelector.of(criterion, 1).keep(filters, k);
        return GroupReport.of(
                filters,
                criterion,
                new GroupSelection(
                        filters.group(),
                        filters.filters(),
                        kept,
                        CriteriaComparison.of(filters, criterion, kept, 1, TrainedNorms.OWN)));
    }

    private static FilterSet filters(String name, int n, int width) {
        Random random = new Random(name.hashCode());
        float[] weights = new float[n * width];
        for (int i = 0; i < n; i++) {
            double scale = Math.exp(0.4 * random.nextGaussian());
            for (int k = 0; k < width; k++) {
                weights[i * width + k] = (float) (scale * random.nextGaussian() / Math.sqrt(width));
            }
        }
        boolean[] dead = new boolean[n];
        dead[n / 2] = true;
        return new FilterSet(name, n, width, weights, dead);
    }

    private static CompressionSpec spec(Criterion criterion) {
        return new CompressionSpec(
                "cifar10",
                new Target.FlopsReduction(0.5),
                criterion,
                Scope.INNER,
                1,
                1,
                1,
                true,
                TrainingSpec.FINE_TUNING,
                42);
    }

    static CompressionReport report(
            CompressionSpec spec, Classification before, Classification after, List<RoundReport> rounds) {
        return new CompressionReport(
                "01JD0W9Q7Z6F",
                "0af7651916cd43dd8448eb211c80319c",
                "resnet20.zip",
                Instant.parse("2026-11-24T07:30:00Z"),
                spec,
                List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
                new NetworkMeasurement(COST_BEFORE, 1_131_000L, classification("validation", 4_581, 5_000), before),
                new NetworkMeasurement(COST_AFTER, 604_000L, classification("validation", 4_544, 5_000), after),
                List.of(
                        new NetworkFile("trained.zip", NetworkFile.DEEPLEARNING4J, 604_000),
                        new NetworkFile("../all of it.onnx", NetworkFile.ONNX, 571_000)),
                List.of(
                        new Latency(1, 200, 2, new Latency.Percentiles(3.21, 3.9), new Latency.Percentiles(2.47, 3.02)),
                        new Latency(
                                64, 50, 2, new Latency.Percentiles(48.2, 55.7), new Latency.Percentiles(29.4, 33.1))),
                SPEED_UP,
                rounds,
                List.of(
                        new StageTime(1, "analyzer", 2.4),
                        new StageTime(1, "pruner", 18.9),
                        new StageTime(1, "trainer", 341),
                        new StageTime(1, "evaluator", 26.2)),
                RunEnvironment.current(ON_CPU),
                List.of("No GPU was found; training ran on the CPU."));
    }

    static Classification classification(String split, int correct) {
        return classification(split, correct, 10_000);
    }

    private static Classification classification(String split, int correct, int total) {
        int[][] confusion = new int[10][10];
        for (int actual = 0; actual < 10; actual++) {
            int right = correct / 10 - 40 + 9 * actual;
            confusion[actual][actual] = right;
            confusion[actual][(actual + 1) % 10] = total / 10 - right;
        }
        double share = (double) correct / total;
        return new Classification(
                split,
                total,
                correct,
                (int) (total * 0.997),
                0.31,
                new Classification.Interval(share, share - 0.0055, share + 0.0053),
                confusion,
                1_200);
    }

    private static TrainingHistory training() {
        List<TrainingHistory.Epoch> epochs = new ArrayList<>();
        for (int epoch = 1; epoch <= 10; epoch++) {
            double progress = 1 - Math.exp(-epoch / 3.0);
            epochs.add(new TrainingHistory.Epoch(
                    epoch,
                    0.01 * (1 + Math.cos(Math.PI * epoch / 10)),
                    0.55 - 0.28 * progress,
                    0.81 + 0.09 * progress,
                    0.42 - 0.13 * progress + (epoch == 5 ? 0.03 : 0),
                    0.861 + 0.048 * progress - (epoch == 5 ? 0.008 : 0),
                    false,
                    610,
                    33));
        }
        List<TrainingHistory.Setback> setbacks =
                List.of(new TrainingHistory.Setback(2, 471, "the loss is no longer a number", 0.01));
        return new TrainingHistory(epochs, setbacks, 9, 0.698, epochs.get(8).validationAccuracy(), ON_CPU);
    }
}
