package io.filterfit.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.nd4j.NativeRuntime;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class InferenceProgramTest {

    private static final double TOLERANCE = 1e-5;
    /** Of a logit of hundreds, the last bit alone moves a probability by more than the tolerance. */
    private static final int ULPS = 2;

    private static final double ROUNDED_TOLERANCE = 0.02;

    @BeforeAll
    @BeforeContainer
    static void startNd4j() {
        NativeRuntime.start();
    }

    static Stream<Arguments> networks() {
        return TrainingProgramTest.networks();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void thePredictionsAreDeeplearning4js(String kind, CNN2DFormat layout) {
        assertSamePredictions(
                SmallNetworks.build(kind, layout),
                SmallNetworks.images(5, layout),
                layout,
                Precision.FLOAT32,
                TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({
        "resnet-8, 1, NHWC",
        "resnet-8, 0.5625, NHWC",
        "resnet-8-projection, 0.5, NCHW",
        "plain-cnn, 1, NHWC",
        "plain-cnn, 0.7, NCHW",
        "vgg-16-bn, 0.25, NHWC"
    })
    void soAreThoseOfTheZoo(String architecture, double widthFactor, CNN2DFormat layout) {
        ComputationGraph network = Zoo.build(
                        architecture, ZooOptions.CIFAR10.withLayout(layout).withWidthFactor(widthFactor))
                .graph();
        long[] shape = layout == CNN2DFormat.NHWC ? new long[] {4, 32, 32, 3} : new long[] {4, 3, 32, 32};
        assertSamePredictions(network, Nd4j.randn(shape).dup('c'), layout, Precision.FLOAT32, TOLERANCE);
    }

    @Property(tries = 40)
    void soAreThoseOfAnyNetwork(@ForAll long seed, @ForAll CNN2DFormat layout) {
        assertSamePredictions(
                RandomNetworks.of(seed, layout), SmallNetworks.images(5, layout), layout, Precision.FLOAT32, TOLERANCE);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void inBfloat16TheyAreCloseToDeeplearning4js(CNN2DFormat layout) {
        assertSamePredictions(
                SmallNetworks.build("residual block", layout),
                SmallNetworks.images(5, layout),
                layout,
                Precision.BFLOAT16,
                ROUNDED_TOLERANCE);
    }

    private static void assertSamePredictions(
            ComputationGraph network, INDArray images, CNN2DFormat layout, Precision precision, double tolerance) {
        INDArray expected = network.outputSingle(images);
        try (InferenceProgram program = new InferenceProgram(network, images.shape(), layout, precision)) {
            int classes = (int) expected.size(1);
            float[] logits = program.run(images);
            double allowed = Math.max(tolerance, ULPS * Math.ulp(largest(logits)));
            for (int image = 0; image < images.size(0); image++) {
                double exponentials = 0;
                for (int label = 0; label < classes; label++) {
                    exponentials += Math.exp(logits[image * classes + label]);
                }
                for (int label = 0; label < classes; label++) {
                    assertThat(Math.exp(logits[image * classes + label]) / exponentials)
                            .isCloseTo(expected.getDouble(image, label), within(allowed));
                }
            }
        }
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
