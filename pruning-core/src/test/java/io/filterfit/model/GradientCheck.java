package io.filterfit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Compares a graph's gradients with central differences of its loss, in double precision. */
public final class GradientCheck {

    private static final double STEP = 1e-6;
    private static final double TOLERANCE = 1e-7;
    private static final int ANSWERS = 3;

    private GradientCheck() {}

    /** A builder of a graph in double precision with one input, "images". */
    public static GraphBuilder builder(InputShape shape) {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("images")
                .setInputTypes(shape.type());
    }

    /** The graph with a dense output layer, "output", behind a vertex. */
    public static ComputationGraph finish(GraphBuilder builder, String last) {
        builder.addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                                .nOut(ANSWERS)
                                .activation(Activation.TANH)
                                .build(),
                        last)
                .setOutputs("output");
        ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init();
        return graph;
    }

    /** Made-up images, values from -1 to 1. */
    public static INDArray images(InputShape shape, int count) {
        Nd4j.getRandom().setSeed(7);
        return Nd4j.rand(DataType.DOUBLE, shape.batch(count)).muli(2).subi(1);
    }

    /** NCHW, whatever the layout is. */
    public static INDArray channelsFirst(INDArray activations, CNN2DFormat layout) {
        return layout == CNN2DFormat.NCHW
                ? activations
                : activations.permute(0, 3, 1, 2).dup('c');
    }

    public static void check(ComputationGraph graph, INDArray images) {
        DataSet batch = new DataSet(images, Nd4j.rand(DataType.DOUBLE, images.size(0), ANSWERS));
        graph.setInputs(batch.getFeatures());
        graph.setLabels(batch.getLabels());
        graph.computeGradientAndScore();
        // Deeplearning4j sums over the batch; its updater divides by the batch size later.
        INDArray analytic = graph.gradient().gradient().div(batch.numExamples());

        for (int i = 0; i < graph.numParams(); i++) {
            double numeric = (scoreWith(graph, batch, i, STEP) - scoreWith(graph, batch, i, -STEP)) / (2 * STEP);
            assertThat(analytic.getDouble(i)).isCloseTo(numeric, offset(TOLERANCE));
        }
    }

    private static double scoreWith(ComputationGraph graph, DataSet batch, int parameter, double change) {
        double value = graph.params().getDouble(parameter);
        graph.params().putScalar(parameter, value + change);
        double score = graph.score(batch, true);
        graph.params().putScalar(parameter, value);
        return score;
    }
}
