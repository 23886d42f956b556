package io.filterfit.surgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.graph.Graphs;
import io.filterfit.plan.Planner;
import io.filterfit.plan.PruningPlan;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;

/** Two images of different sizes in, two answers out, and a trunk that both share. */
class SeveralInputsTest {

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void theCutIsEquivalentInEveryOutput(CNN2DFormat layout) {
        ComputationGraph graph = graph(layout);
        PruningPlan plan = Planner.plan(graph, half());

        ComputationGraph pruned = Surgery.prune(graph, plan);

        assertThat(EquivalenceGate.verify(graph, pruned, plan).holds()).isTrue();
        assertThat(NetworkCost.of(graph).flopsReduction(NetworkCost.of(pruned))).isGreaterThanOrEqualTo(0.5);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void bothInputsAreCoupledWhereTheyAreAdded(CNN2DFormat layout) {
        CoupledGroups groups = CoupledGroups.of(graph(layout));

        assertThat(groups.groups()).extracting(FilterGroup::name).containsExactly("left", "trunk");
        assertThat(groups.unprunable())
                .extracting(unprunable -> unprunable.layer())
                .containsExactlyInAnyOrder("first", "second");
    }

    private static CompressionSpec half() {
        return new CompressionSpec(
                "made-up",
                new Target.FlopsReduction(0.5),
                new Criterion.L2Norm(),
                Scope.ALL,
                1,
                1,
                1,
                false,
                TrainingSpec.FINE_TUNING,
                5);
    }

    private static ComputationGraph graph(CNN2DFormat layout) {
        var builder = new NeuralNetConfiguration.Builder()
                .seed(3)
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs("small", "large")
                .setInputTypes(InputType.convolutional(4, 4, 1, layout), InputType.convolutional(8, 8, 3, layout))
                .addLayer("left", new ConvolutionLayer.Builder(1, 1).nOut(6).build(), "small")
                .addLayer(
                        "right",
                        new ConvolutionLayer.Builder(2, 2).stride(2, 2).nOut(6).build(),
                        "large")
                .addVertex("sum", Graphs.add(), "left", "right")
                .addLayer("trunk", new ConvolutionLayer.Builder(3, 3).nOut(8).build(), "sum")
                .addLayer("pool", new GlobalPoolingLayer(), "trunk")
                .addLayer("first", Graphs.output(), "pool")
                .addLayer("second", Graphs.output(), "trunk")
                .setOutputs("first", "second");
        var configuration = builder.build();
        pin(configuration, "left", new FeedForwardToCnnPreProcessor(4, 4, 1));
        pin(configuration, "right", new FeedForwardToCnnPreProcessor(8, 8, 3));
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        Graphs.randomise(graph, 5);
        return graph;
    }

    private static void pin(
            ComputationGraphConfiguration configuration, String layer, FeedForwardToCnnPreProcessor shape) {
        ((LayerVertex) configuration.getVertices().get(layer)).setPreProcessor(shape);
    }
}
