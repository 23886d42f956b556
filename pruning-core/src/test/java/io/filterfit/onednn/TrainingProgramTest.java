package io.filterfit.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.nd4j.NativeRuntime;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradient checks of each operation, against differences of the loss and against Deeplearning4j's own. */
class TrainingProgramTest {

    private static final int IMAGES = 8;
    private static final int[] LABELS = {0, 2, 1, 1, 0, 2, 2, 1};
    private static final float STEP = 1e-3f;
    private static final int CHECKED_PER_PARAMETER = 6;
    private static final long DROPOUT_SEED = 23;

    /** Rounding may decide on which side of a kink a value lies; what is read from the wrong memory is off by far more. */
    private static final double ANY_NETWORK = 0.01;

    /** Where Deeplearning4j 1.0.0-M2.1 has no gradient to compare with: in NHWC it is not the derivative, or there is an exception. */
    private static final Set<String> WRONG_IN_NHWC = Set.of(
            "dilated convolution with padding",
            "convolution with bias and rectifier",
            "batch norm of fixed scale and shift");

    @BeforeAll
    @BeforeContainer
    static void startNd4j() {
        NativeRuntime.start();
    }

    static Stream<Arguments> networks() {
        return SmallNetworks.KINDS.keySet().stream().flatMap(kind -> Arrays.stream(CNN2DFormat.values())
                .filter(layout -> SmallNetworks.exists(kind, layout))
                .map(layout -> Arguments.of(kind, layout)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theGradientIsTheDerivativeOfTheLoss(String kind, CNN2DFormat layout) {
        ComputationGraph network = SmallNetworks.build(kind, layout);
        INDArray images = SmallNetworks.images(IMAGES, layout);
        try (TrainingProgram program = program(network, images, layout, Precision.FLOAT32)) {
            loss(program, images);
            float[] gradient = network.getFlattenedGradients().toFloatVector();
            double largest = network.getFlattenedGradients().amaxNumber().doubleValue();

            Random random = new Random(3);
            for (Layer layer : network.getLayers()) {
                for (Map.Entry<String, INDArray> parameter :
                        layer.paramTable(false).entrySet()) {
                    if (!layer.updaterDivideByMinibatch(parameter.getKey())) {
                        continue; // running statistics are not trained
                    }
                    for (int i = 0; i < CHECKED_PER_PARAMETER; i++) {
                        long index = parameter.getValue().offset()
                                + random.nextInt((int) parameter.getValue().length());
                        assertThat((double) gradient[(int) index])
                                .as(
                                        "%s of %s",
                                        parameter.getKey(),
                                        layer.conf().getLayer().getLayerName())
                                .isCloseTo(
                                        derivative(program, network, images, index, gradient[(int) index]),
                                        within(0.02 * largest));
                    }
                }
            }
        }
    }

    /** In NCHW, where Deeplearning4j has the right gradient of all of them. */
    @Property(tries = 40)
    void memoryIsReusedOnlyWhenNobodyReadsIt(@ForAll long seed) {
        ComputationGraph network = RandomNetworks.of(seed, CNN2DFormat.NCHW);

        assertThatTheGradientIsDeeplearning4js(network, CNN2DFormat.NCHW, ANY_NETWORK);
    }

    static Stream<Arguments> networksThatDeeplearning4jTrains() {
        return networks()
                .filter(network ->
                        network.get()[1] == CNN2DFormat.NCHW || !WRONG_IN_NHWC.contains((String) network.get()[0]))
                .filter(network -> !((String) network.get()[0]).startsWith("dropout")); // it draws others
    }

    @ParameterizedTest
    @MethodSource("networksThatDeeplearning4jTrains")
    void theGradientIsDeeplearning4js(String kind, CNN2DFormat layout) {
        assertThatTheGradientIsDeeplearning4js(SmallNetworks.build(kind, layout), layout, 1e-4);
    }

    private static void assertThatTheGradientIsDeeplearning4js(
            ComputationGraph network, CNN2DFormat layout, double tolerance) {
        INDArray images = SmallNetworks.images(IMAGES, layout);
        network.setInputs(images);
        network.setLabels(SoftmaxLoss.oneHot(LABELS, SmallNetworks.CLASSES));
        network.computeGradientAndScore();
        INDArray expected = network.getFlattenedGradients().dup();
        network.clear();
        network.getFlattenedGradients().assign(Float.NaN);

        try (TrainingProgram program = program(network, images, layout, Precision.FLOAT32)) {
            loss(program, images);
        }

        assertThat(network.getFlattenedGradients().distance2(expected))
                .isLessThan(tolerance * expected.norm2Number().doubleValue());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void inBfloat16TheGradientPointsTheSameWay(String kind, CNN2DFormat layout) {
        ComputationGraph network = SmallNetworks.build(kind, layout);
        INDArray images = SmallNetworks.images(IMAGES, layout);
        try (TrainingProgram exact = program(network, images, layout, Precision.FLOAT32);
                TrainingProgram rounded = program(network, images, layout, Precision.BFLOAT16)) {
            double exactLoss = loss(exact, images);
            INDArray expected = network.getFlattenedGradients().dup();

            double roundedLoss = loss(rounded, images);

            assertThat(roundedLoss).isCloseTo(exactLoss, within(0.03 * exactLoss));
            assertThat(cosine(network.getFlattenedGradients(), expected)).isGreaterThan(0.98);
        }
    }

    private static TrainingProgram program(
            ComputationGraph network, INDArray images, CNN2DFormat layout, Precision precision) {
        return new TrainingProgram(network, images.shape(), layout, precision);
    }

    /** By a smaller step where that is nearer to what is expected: a maximum or rectifier may have a kink within the larger one. */
    private static double derivative(
            TrainingProgram program, ComputationGraph network, INDArray images, long index, double expected) {
        double coarse = difference(program, network, images, index, STEP);
        double fine = difference(program, network, images, index, STEP / 8);
        return Math.abs(fine - expected) < Math.abs(coarse - expected) ? fine : coarse;
    }

    private static double difference(
            TrainingProgram program, ComputationGraph network, INDArray images, long index, float step) {
        INDArray weights = network.params().reshape(network.params().length());
        float weight = weights.getFloat(index);
        weights.putScalar(index, weight + step);
        double above = loss(program, images);
        weights.putScalar(index, weight - step);
        double below = loss(program, images);
        weights.putScalar(index, weight);
        return (above - below) / ((weight + step) - (weight - step));
    }

    private static double loss(TrainingProgram program, INDArray images) {
        SoftmaxLoss loss = new SoftmaxLoss(LABELS, SmallNetworks.CLASSES);
        Nd4j.getRandom().setSeed(DROPOUT_SEED);
        program.run(images, loss::gradient);
        return loss.sum();
    }

    private static double cosine(INDArray left, INDArray right) {
        return left.mul(right).sumNumber().doubleValue()
                / (left.norm2Number().doubleValue() * right.norm2Number().doubleValue());
    }
}
