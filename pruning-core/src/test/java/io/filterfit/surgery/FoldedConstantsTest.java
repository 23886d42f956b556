package io.filterfit.surgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.Graphs;
import io.filterfit.nd4j.ArrayViews;
import io.filterfit.plan.GroupSelection;
import io.filterfit.plan.PruningPlan;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FoldedConstantsTest {

    private static final int SIZE = 9;
    private static final int FILTERS = 6;
    private static final int DEAD = 2;

    private final GraphBuilder builder = Graphs.builder();

    @ParameterizedTest(name = "{0}, the reader has a bias: {1}")
    @CsvSource({"NCHW, true", "NCHW, false", "NHWC, true", "NHWC, false"})
    void aDeadFilterGoesWithoutATraceWhereNothingIsPadded(CNN2DFormat layout, boolean bias) {
        builder.addLayer("reader", unpadded(4, bias), filters(Activation.SIGMOID))
                .addLayer("reader.bn", Graphs.normalisation(), "reader");
        ComputationGraph graph = withADeadFilter("reader.bn", layout);

        ComputationGraph pruned = Surgery.prune(graph, without("conv", DEAD));

        assertThat(difference(graph, pruned, layout)).isLessThan(1e-5);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void aDeadFilterThatIsFlattenedGoesWithoutATrace(CNN2DFormat layout) {
        ComputationGraph graph = withADeadFilter(filters(Activation.TANH), layout);

        ComputationGraph pruned = Surgery.prune(graph, without("conv", DEAD));

        assertThat(difference(graph, pruned, layout)).isLessThan(1e-5);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void constantsAreAddedAndPooled(CNN2DFormat layout) {
        String trunk = filters(Activation.IDENTITY);
        builder.addLayer("branch", Graphs.convolution(FILTERS), trunk)
                .addLayer("branch.bn", Graphs.normalisation(), "branch")
                .addVertex("sum", Graphs.add(), trunk, "branch.bn")
                .addLayer(
                        "pool",
                        new SubsamplingLayer.Builder(PoolingType.MAX)
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .build(),
                        "sum")
                .addLayer("reader", unpadded(4, true), "pool");
        ComputationGraph graph = withADeadFilter("reader", layout);
        kill(graph, "branch.bn", -0.4);
        // The branch is padded, so that its weights from the dead channel would tell at the border.
        ArrayViews.slice(graph.getLayer("branch").getParam("W"), 1, DEAD, DEAD + 1)
                .assign(0);

        ComputationGraph pruned = Surgery.prune(graph, without("conv", DEAD));

        assertThat(difference(graph, pruned, layout)).isLessThan(1e-5);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void whereTheReaderIsPaddedOnlyTheBorderTells(CNN2DFormat layout) {
        builder.addLayer("reader", Graphs.convolution(4), filters(Activation.SIGMOID));
        ComputationGraph graph = withADeadFilter("reader", layout);

        ComputationGraph pruned = Surgery.prune(graph, without("conv", DEAD));

        INDArray images = images(layout);
        INDArray difference = graph.feedForward(images, false)
                .get("reader")
                .sub(pruned.feedForward(images, false).get("reader"));
        INDArray channelsFirst = layout == CNN2DFormat.NCHW ? difference : difference.permute(0, 3, 1, 2);
        double border = 0;
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                double apart = Math.abs(channelsFirst.getDouble(1, 0, row, column));
                if (row > 0 && row < SIZE - 1 && column > 0 && column < SIZE - 1) {
                    assertThat(apart).isLessThan(1e-5);
                } else {
                    border = Math.max(border, apart);
                }
            }
        }
        assertThat(border).isGreaterThan(1e-3);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void theGateTakesTheConstantsIntoAccount(CNN2DFormat layout) {
        builder.addLayer("reader", Graphs.convolution(4), filters(Activation.SIGMOID));
        ComputationGraph graph = withADeadFilter("reader", layout);
        PruningPlan plan = without("conv", DEAD, 3);

        Equivalence equivalence = EquivalenceGate.verify(graph, Surgery.prune(graph, plan), plan);

        assertThat(equivalence.holds()).isTrue();
    }

    @Test
    void theMaskedReaderGivesNothingWhereItGoesItself() {
        builder.addLayer("reader", new DenseLayer.Builder().nOut(4).build(), filters(Activation.SIGMOID));
        ComputationGraph graph = withADeadFilter("reader", CNN2DFormat.NCHW);
        PruningPlan plan = new PruningPlan(List.of(
                without("conv", DEAD).groups().get(0), new GroupSelection("reader", 4, new int[] {0, 3}, Map.of())));

        Equivalence equivalence = EquivalenceGate.verify(graph, Surgery.prune(graph, plan), plan);

        assertThat(equivalence.holds()).isTrue();
    }

    @Test
    void aLivingFilterLeavesNoConstant() {
        builder.addLayer("reader", unpadded(4, true), filters(Activation.SIGMOID));
        ComputationGraph graph = withADeadFilter("reader", CNN2DFormat.NCHW);

        ComputationGraph pruned = Surgery.prune(graph, without("conv", 3));

        assertThat(pruned.getLayer("reader").getParam("b"))
                .isEqualTo(graph.getLayer("reader").getParam("b"));
    }

    @Test
    void theOriginalIsLeftAsItWas() {
        builder.addLayer("reader", unpadded(4, true), filters(Activation.SIGMOID));
        ComputationGraph graph = withADeadFilter("reader", CNN2DFormat.NCHW);
        INDArray before = graph.params().dup();

        Surgery.prune(graph, CoupledGroups.of(graph), without("conv", DEAD));

        assertThat(graph.params()).isEqualTo(before);
    }

    /** A convolution, its batch norm and an activation function, the name of which is given. */
    private String filters(Activation function) {
        builder.addLayer("conv", Graphs.convolution(FILTERS), Graphs.INPUT)
                .addLayer("conv.bn", Graphs.normalisation(), "conv")
                .addLayer(
                        "conv.act",
                        new ActivationLayer.Builder().activation(function).build(),
                        "conv.bn");
        return "conv.act";
    }

    private static ConvolutionLayer unpadded(int filters, boolean bias) {
        return new ConvolutionLayer.Builder(3, 3)
                .convolutionMode(ConvolutionMode.Truncate)
                .nOut(filters)
                .hasBias(bias)
                .build();
    }

    private ComputationGraph withADeadFilter(String last, CNN2DFormat layout) {
        builder.addLayer("output", Graphs.output(), last).setOutputs("output");
        ComputationGraph graph = Graphs.build(builder, SIZE, SIZE, layout, 3);
        kill(graph, "conv.bn", 0.7);
        return graph;
    }

    private static void kill(ComputationGraph graph, String normalisation, double constant) {
        graph.getLayer(normalisation).getParam("gamma").putScalar(DEAD, 0);
        graph.getLayer(normalisation).getParam("beta").putScalar(DEAD, constant);
    }

    private static PruningPlan without(String group, int... filters) {
        int[] kept = IntStream.range(0, FILTERS)
                .filter(filter -> IntStream.of(filters).noneMatch(gone -> gone == filter))
                .toArray();
        return new PruningPlan(List.of(new GroupSelection(group, FILTERS, kept, Map.of())));
    }

    private static double difference(ComputationGraph one, ComputationGraph other, CNN2DFormat layout) {
        INDArray images = images(layout);
        return one.outputSingle(images)
                .sub(other.outputSingle(images))
                .amaxNumber()
                .doubleValue();
    }

    private static INDArray images(CNN2DFormat layout) {
        Nd4j.getRandom().setSeed(5);
        return layout == CNN2DFormat.NCHW ? Nd4j.rand(2, 3, SIZE, SIZE) : Nd4j.rand(2, SIZE, SIZE, 3);
    }
}
