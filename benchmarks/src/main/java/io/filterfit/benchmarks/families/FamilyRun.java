package io.filterfit.benchmarks.families;

import ai.onnxruntime.OrtException;
import io.filterfit.benchmarks.Machine;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.graph.Unprunable;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.surgery.Pruner;
import io.filterfit.surgery.PruningResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Takes a family the whole way: import, cut with all groups in scope, export, each compared with what it must equal. */
final class FamilyRun {

    private static final int IMAGES = 3;
    private static final long SEED = 1;

    private final Path directory;

    /** @param directory for the models, which stay there */
    FamilyRun(Path directory) {
        this.directory = directory;
    }

    FamilyRecord of(Family family, double flopsReduction) throws IOException, OrtException {
        Path file = family.write(directory, SEED);
        Network network = Networks.read(file);
        float[] images = images(family);
        float[] reference = runtime(file, family, images);
        double imported = difference(reference, own(network.graph(), family, images));

        CoupledGroups groups = CoupledGroups.of(network.graph());
        PruningResult result = Pruner.prune(network, spec(flopsReduction), Optional.empty());
        Path smaller = directory.resolve(family + "-pruned.onnx");
        Networks.write(result.network(), smaller);
        float[] expected = own(result.network().graph(), family, images);
        double exported = difference(expected, runtime(smaller, family, images));

        return new FamilyRecord(
                family.name(),
                flopsReduction,
                Instant.now(),
                Machine.current(),
                groups.groups().size(),
                groups.groups().stream().mapToInt(FilterGroup::size).sum(),
                groups.unprunable().stream().mapToInt(Unprunable::filters).sum(),
                result.before(),
                result.after(),
                imported,
                result.equivalence().maximumDifference() / result.equivalence().outputScale(),
                exported,
                spread(expected));
    }

    private static CompressionSpec spec(double flopsReduction) {
        return new CompressionSpec(
                "noise",
                new Target.FlopsReduction(flopsReduction),
                Criterion.DistributionFitting.plain(),
                Scope.ALL,
                1,
                1,
                1,
                false,
                TrainingSpec.FINE_TUNING,
                SEED);
    }

    /** Noise, NCHW. */
    private static float[] images(Family family) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] images = new float[IMAGES * 3 * family.size() * family.size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        return images;
    }

    private static float[] runtime(Path model, Family family, float[] images) throws OrtException {
        try (OnnxRuntime runtime = new OnnxRuntime(model)) {
            return runtime.output(images, new long[] {IMAGES, 3, family.size(), family.size()});
        }
    }

    /** The graph's first output for the images, in NCHW order as ONNX has it; the graph itself is in NHWC. */
    private static float[] own(ComputationGraph graph, Family family, float[] images) {
        INDArray batch = Nd4j.create(images, new long[] {IMAGES, 3, family.size(), family.size()}, 'c')
                .castTo(DataType.FLOAT)
                .permute(0, 2, 3, 1)
                .dup('c');
        INDArray output = graph.outputSingle(batch);
        INDArray ordered = output.rank() == 4 ? output.permute(0, 3, 1, 2) : output;
        return ordered.dup('c').data().asFloat();
    }

    private static double difference(float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            throw new IllegalStateException(
                    "outputs of " + expected.length + " and " + actual.length + " numbers cannot be the same");
        }
        double largest = 0;
        double scale = 0;
        for (int i = 0; i < expected.length; i++) {
            double apart = Math.abs((double) expected[i] - actual[i]);
            largest = apart <= largest ? largest : apart; // NaN is kept
            scale = Math.max(scale, Math.abs(expected[i]));
        }
        return largest / scale;
    }

    private static double spread(float[] outputs) {
        int each = outputs.length / IMAGES;
        double largest = 0;
        double scale = 0;
        for (int i = 0; i < each; i++) {
            largest = Math.max(largest, Math.abs(outputs[i] - outputs[i + each]));
            scale = Math.max(scale, Math.abs(outputs[i]));
        }
        return largest / scale;
    }
}
