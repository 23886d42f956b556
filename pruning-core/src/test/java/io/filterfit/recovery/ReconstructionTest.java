package io.filterfit.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.Graphs;
import io.filterfit.plan.GroupSelection;
import io.filterfit.plan.PruningPlan;
import io.filterfit.surgery.Surgery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Filters 2 and 3 of the cut layer are copies of 0 and 1, so what reads them can do without, if it is refitted. */
class ReconstructionTest {

    private static final int SIZE = 7;

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void aConvolutionWithBiasIsRefitted(CNN2DFormat layout) {
        assertRecovers(
                new ConvolutionLayer.Builder(3, 3)
                        .stride(2, 2)
                        .nOut(5)
                        .activation(Activation.TANH)
                        .build(),
                false,
                layout);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void aDilatedConvolutionIsRefitted(CNN2DFormat layout) {
        assertRecovers(new ConvolutionLayer.Builder(3, 2).dilation(2, 2).nOut(5).build(), false, layout);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void theConstantOfAConvolutionWithoutBiasGoesIntoTheMeanBehindIt(CNN2DFormat layout) {
        assertRecovers(new ConvolutionLayer.Builder(3, 3).hasBias(false).nOut(5).build(), true, layout);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void aDenseLayerBehindAFlattenIsRefitted(CNN2DFormat layout) {
        assertRecovers(
                new DenseLayer.Builder().nOut(6).activation(Activation.RELU).build(), false, layout);
    }

    @Test
    void theNetworksPassedInStayAsTheyWere() {
        ComputationGraph graph = graph(Graphs.convolution(5), true, CNN2DFormat.NCHW);
        PruningPlan plan = keepOriginals();
        CoupledGroups groups = CoupledGroups.of(graph);
        ComputationGraph pruned = Surgery.prune(graph, groups, plan);
        INDArray before = graph.params().dup();
        INDArray prunedBefore = pruned.params().dup();

        Reconstruction.of(graph, groups, pruned, plan, images(CNN2DFormat.NCHW));

        assertThat(graph.params()).isEqualTo(before);
        assertThat(pruned.params()).isEqualTo(prunedBefore);
    }

    private static void assertRecovers(Layer consumer, boolean normalised, CNN2DFormat layout) {
        ComputationGraph graph = graph(consumer, normalised, layout);
        PruningPlan plan = keepOriginals();
        CoupledGroups groups = CoupledGroups.of(graph);
        ComputationGraph pruned = Surgery.prune(graph, groups, plan);
        CalibrationImages images = images(layout);

        ComputationGraph refitted = Reconstruction.of(graph, groups, pruned, plan, images);

        INDArray input = images.batches().get(0);
        INDArray wanted = graph.outputSingle(input);
        double lost = wanted.distance2(pruned.outputSingle(input));
        assertThat(wanted.distance2(refitted.outputSingle(input))).isLessThan(0.02 * lost);
    }

    private static ComputationGraph graph(Layer consumer, boolean normalised, CNN2DFormat layout) {
        GraphBuilder builder = Graphs.builder();
        builder.addLayer(
                        "cut",
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .activation(Activation.RELU)
                                .build(),
                        Graphs.INPUT)
                .addLayer("consumer", consumer, "cut");
        if (normalised) {
            builder.addLayer("norm", Graphs.normalisation(), "consumer");
        }
        builder.addLayer("output", Graphs.output(), normalised ? "norm" : "consumer")
                .setOutputs("output");
        ComputationGraph graph = Graphs.build(builder, SIZE, SIZE, layout, 5);
        for (String parameter : List.of("W", "b")) {
            INDArray array = graph.getLayer("cut").getParam(parameter);
            for (int copy = 2; copy < 4; copy++) {
                array.slice(copy).assign(array.slice(copy - 2).dup());
            }
        }
        return graph;
    }

    private static PruningPlan keepOriginals() {
        return new PruningPlan(List.of(new GroupSelection("cut", 4, new int[] {0, 1}, Map.of())));
    }

    private static CalibrationImages images(CNN2DFormat layout) {
        Random random = new Random(3);
        long[] shape = layout == CNN2DFormat.NCHW ? new long[] {40, 3, SIZE, SIZE} : new long[] {40, SIZE, SIZE, 3};
        List<INDArray> batches = new ArrayList<>();
        for (int batch = 0; batch < 4; batch++) {
            float[] values = new float[40 * 3 * SIZE * SIZE];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            batches.add(Nd4j.create(values, shape, 'c'));
        }
        return new CalibrationImages(batches);
    }
}
