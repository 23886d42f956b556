package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.ImageSplit;
import io.filterfit.dataset.NetworkInput;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.onednn.Precision;
import io.filterfit.spec.TrainingSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompiledEngineTest {

    private static final int STEPS = 20;

    @TempDir
    static Path directory;

    private static final TrainingSpec SPEC = TrainingSpec.FINE_TUNING;

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void itTrainsAsDeeplearning4jDoes(CNN2DFormat layout) {
        NativeRuntime.start();
        ImageDataset images = TinyNetworks.stripes(directory.resolve(layout.name()));
        ComputationGraph compiled = TinyNetworks.resNet8(layout);
        ComputationGraph plain = compiled.clone();

        List<Double> losses = losses(
                compiled, new CompiledEngine(compiled, NetworkInput.of(compiled), Precision.FLOAT32), images.train());
        List<Double> expected = losses(plain, new Deeplearning4jEngine(plain, 2), images.train());

        for (int step = 0; step < STEPS; step++) {
            assertThat(losses.get(step))
                    .as("step %d", step + 1)
                    .isCloseTo(expected.get(step), within(1e-3 * expected.get(step)));
        }
        assertThat(compiled.params().distance2(plain.params()))
                .isLessThan(1e-3 * plain.params().norm2Number().doubleValue());
    }

    private static List<Double> losses(ComputationGraph network, GradientEngine engine, ImageSplit images) {
        network.initGradientsView();
        NesterovSgd optimiser = new NesterovSgd(network, SPEC.momentum(), SPEC.weightDecay());
        CNN2DFormat layout = NetworkInput.of(network).layout();
        List<Double> losses = new ArrayList<>();
        try (engine) {
            for (int step = 0; step < STEPS; step++) {
                int from = 16 * (step % 6);
                int[] labels = java.util.stream.IntStream.range(from, from + 16)
                        .map(images::label)
                        .toArray();
                Batch batch = new Batch(images.features(from, from + 16, layout), labels);
                losses.add(engine.compute(batch, new CrossEntropy(0)).loss());
                optimiser.step(16, 1, 0.05);
                batch.close();
            }
        }
        return losses;
    }

    @Test
    void theBatchMayChangeItsSize() {
        NativeRuntime.start();
        ImageSplit images = TinyNetworks.stripes(directory.resolve("sizes")).train();
        ComputationGraph network = TinyNetworks.resNet8(CNN2DFormat.NHWC);
        network.initGradientsView();
        try (GradientEngine engine = GradientEngine.of(network, NetworkInput.of(network))) {
            assertThat(engine).isInstanceOf(CompiledEngine.class);
            for (int size : new int[] {16, 5, 16}) {
                int[] labels = java.util.stream.IntStream.range(0, size)
                        .map(images::label)
                        .toArray();
                Batch batch = new Batch(images.features(0, size, CNN2DFormat.NHWC), labels);

                assertThat(engine.compute(batch, new CrossEntropy(0)).loss())
                        .isPositive()
                        .isFinite();
            }
        }
    }
}
