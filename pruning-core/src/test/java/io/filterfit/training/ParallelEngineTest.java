package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.dataset.ImageDataset;
import io.filterfit.evaluation.Classification;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.spec.TrainingSpec;
import java.nio.file.Path;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Two replicas on the CPU; on GPUs each has one of its own. */
@Timeout(120)
class ParallelEngineTest {

    private static final Function<ComputationGraph, GradientEngine> DEEPLEARNING4J =
            replica -> new Deeplearning4jEngine(replica, 2);
    private static final Objective CROSS_ENTROPY = new CrossEntropy(0);

    @TempDir
    static Path directory;

    private static ImageDataset dataset;

    @BeforeAll
    static void writeImages() {
        NativeRuntime.start();
        dataset = TinyNetworks.stripes(directory);
    }

    private static Batch batch(int images) {
        Nd4j.getRandom().setSeed(7);
        int[] labels = new int[images];
        for (int i = 0; i < images; i++) {
            labels[i] = i % 3 == 0 ? 1 : 0;
        }
        return new Batch(Nd4j.rand(images, 3, 8, 8), labels);
    }

    /** Small, with batch norm, and an updater of its own that our training never asks. */
    private static ComputationGraph network() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("images")
                .setInputTypes(InputType.convolutional(8, 8, 3))
                .addLayer(
                        "convolution",
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .hasBias(false)
                                .build(),
                        "images")
                .addLayer(
                        "norm",
                        new BatchNormalization.Builder()
                                .activation(Activation.RELU)
                                .build(),
                        "convolution")
                .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "norm")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "pool")
                .setOutputs("output")
                .build());
        network.init();
        return network;
    }

    private static float[] gradients(ComputationGraph network) {
        return network.getFlattenedGradients().toFloatVector();
    }

    @Test
    void gradientsAreTheSumOverThePartsAndRunningStatisticsTheirMean() {
        ComputationGraph network = network();
        network.initGradientsView();
        GradientEngine single = new Deeplearning4jEngine(network, 2);
        Batch batch = batch(12);
        GradientEngine.StepOutcome first = single.compute(batch.part(0, 6), CROSS_ENTROPY);
        float[] ofFirst = gradients(network);
        GradientEngine.StepOutcome second = single.compute(batch.part(6, 12), CROSS_ENTROPY);
        float[] ofSecond = gradients(network);

        GradientEngine.StepOutcome outcome;
        try (GradientEngine engine = new ParallelEngine(network, 2, DEEPLEARNING4J)) {
            outcome = engine.compute(batch, CROSS_ENTROPY);
        }

        assertThat(outcome.loss()).isCloseTo(first.loss() + second.loss(), within(1e-6));
        assertThat(outcome.correct()).isEqualTo(first.correct() + second.correct());
        float[] shared = gradients(network);
        int statistics = statistics(network);
        for (int i = 0; i < shared.length; i++) {
            boolean running = i >= statistics && i < statistics + 8;
            assertThat(shared[i])
                    .as("gradient " + i)
                    .isCloseTo((ofFirst[i] + ofSecond[i]) / (running ? 2 : 1), within(1e-6f));
        }
    }

    /** Where the running mean and variance of 4 channels begin. */
    private static int statistics(ComputationGraph network) {
        return (int) (network.getLayer("norm").getParam("mean").offset()
                - network.params().offset());
    }

    /** What ParallelWrapper does with a plain updater. */
    @Test
    void aPlainStepIsTheMeanOfDeeplearning4jsOwnStepsOnTheParts() {
        Batch batch = batch(12);
        ComputationGraph first = network();
        ComputationGraph second = network();
        first.fit(dataSet(batch.part(0, 6)));
        second.fit(dataSet(batch.part(6, 12)));
        INDArray expected = first.params().add(second.params()).divi(2);

        ComputationGraph network = network();
        network.initGradientsView();
        try (GradientEngine engine = new ParallelEngine(network, 2, DEEPLEARNING4J)) {
            engine.compute(batch, CROSS_ENTROPY);
        }
        new NesterovSgd(network, 0, 0).step(12, 1, 0.1);

        INDArray step = expected.sub(network().params());
        assertThat(step.norm2Number().doubleValue()).isGreaterThan(0.01);
        // A batch norm over the whole batch, to name one mistake, would be off by ten times as much.
        assertThat(network.params().sub(expected).norm2Number().doubleValue())
                .isLessThan(1e-3 * step.norm2Number().doubleValue());
    }

    private static DataSet dataSet(Batch part) {
        return new DataSet(part.features(), part.oneHot(2));
    }

    @Test
    void theSameBatchGivesTheSameGradients() {
        ComputationGraph network = network();
        network.initGradientsView();

        try (GradientEngine engine = new ParallelEngine(network, 2, DEEPLEARNING4J)) {
            engine.compute(batch(12), CROSS_ENTROPY);
            float[] first = gradients(network);
            engine.compute(batch(12), CROSS_ENTROPY);

            assertThat(gradients(network)).isEqualTo(first);
        }
    }

    @Test
    void aTaskIsLearnt() {
        ComputationGraph network = TinyNetworks.resNet8(CNN2DFormat.NHWC);
        TrainingSpec spec = new TrainingSpec(4, 16, 0.05, 0.9, 1e-4, 0.5, false, 16);

        new Trainer(spec, 3, TrainingObserver.SILENT)
                .train(TrainingTask.of(network, dataset.holdOut(16)), new ParallelEngine(network, 2, DEEPLEARNING4J));

        assertThat(Classification.of(network, dataset.test()).accuracy().value())
                .isGreaterThan(0.9);
    }

    @Test
    void aReplicaThatFailsFailsTheStep() {
        ComputationGraph network = network();
        network.initGradientsView();
        Objective failing = new Objective() {
            @Override
            public double evaluate(Logits logits, Batch batch, float[] gradient) {
                throw new IllegalStateException("out of memory");
            }

            @Override
            public double ofGuessing(int classes) {
                return 1;
            }
        };

        try (GradientEngine engine = new ParallelEngine(network, 2, DEEPLEARNING4J)) {
            assertThatThrownBy(() -> engine.compute(batch(4), failing)).hasRootCauseMessage("out of memory");
        }
    }

    @Test
    void aBatchOfOneImageIsForOneReplica() {
        ComputationGraph network = network();
        network.initGradientsView();

        try (GradientEngine engine = new ParallelEngine(network, 2, DEEPLEARNING4J)) {
            assertThat(engine.compute(batch(1), CROSS_ENTROPY).loss()).isPositive();
        }
    }
}
