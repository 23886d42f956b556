package io.filterfit.model.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.model.InputShape;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.plan.Planner;
import io.filterfit.plan.PruningPlan;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.surgery.EquivalenceGate;
import io.filterfit.surgery.Surgery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each network computes what Keras computes, also after it was written and read again. */
class KerasReaderTest {

    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path directory;

    static Stream<String> files() {
        return Stream.of("vgg", "resnet", "mobile", "inception", "unet", "first")
                .flatMap(name -> Stream.of(name + ".keras", name + ".h5", "keras2-" + name + ".h5"));
    }

    private static INDArray expected(String file) throws IOException {
        String name = file.substring(0, file.lastIndexOf('.'));
        return KerasFiles.expected(name.equals("keras2-mobile") ? name : name.replace("keras2-", ""));
    }

    @ParameterizedTest
    @MethodSource("files")
    void computesWhatKerasComputes(String file) throws IOException {
        Network network = Networks.read(KerasFiles.write(directory, file));

        assertThat(network.kind()).isEqualTo(Network.Kind.KERAS);
        assertThat(difference(network.graph(), expected(file))).isLessThan(TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("files")
    void isWrittenAndReadAgain(String file) throws IOException {
        Network network = Networks.read(KerasFiles.write(directory, file));
        Path zip = directory.resolve("network.zip");

        Networks.write(network, zip);

        assertThat(difference(Networks.read(zip).graph(), expected(file))).isLessThan(TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vgg.h5", "resnet.keras", "mobile.keras", "unet.keras"})
    void canBeCut(String file) throws IOException {
        ComputationGraph graph =
                Networks.read(KerasFiles.write(directory, file)).graph();
        CompressionSpec spec = new CompressionSpec(
                "cifar10",
                new Target.FlopsReduction(0.3),
                Criterion.named("l2"),
                Scope.ALL,
                1,
                1,
                1,
                false,
                TrainingSpec.FINE_TUNING,
                5);

        PruningPlan plan = Planner.plan(graph, spec);
        ComputationGraph cut = Surgery.prune(graph, plan);

        EquivalenceGate.verify(graph, cut, plan);
        assertThat(cut.numParams()).isLessThan(graph.numParams());
    }

    @Test
    void layersKeepTheirNames() throws IOException {
        ComputationGraph graph =
                Networks.read(KerasFiles.write(directory, "inception.keras")).graph();

        assertThat(graph.getConfiguration().getVertices())
                .containsKeys("stem", "inner.grouped", "inner.inner_add", "dense_concat", "dense");
    }

    @Test
    void theSizeOfItsImagesIsPinned() throws IOException {
        ComputationGraph graph =
                Networks.read(KerasFiles.write(directory, "vgg.h5")).graph();

        assertThat(InputShape.of(graph))
                .hasValueSatisfying(shape -> assertThat(shape.batch(1)).containsExactly(1, 12, 12, 3));
    }

    /** Relative to the largest output. */
    private static double difference(ComputationGraph graph, INDArray expected) {
        INDArray output = graph.outputSingle(KerasFiles.images());
        assertThat(output.shape()).isEqualTo(expected.shape());
        return output.sub(expected).amaxNumber().doubleValue()
                / expected.amaxNumber().doubleValue();
    }
}
