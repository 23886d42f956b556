package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Two steps with constant gradients, followed weight by weight against the update rule. */
class NesterovSgdTest {

    private static final int BATCH = 4;
    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 0.1;
    private static final double RATE = 0.5;

    private ComputationGraph network;
    private Map<String, INDArray> before;

    @BeforeEach
    void twoSteps() {
        network = TinyNetworks.resNet8(CNN2DFormat.NHWC);
        network.initGradientsView();
        network.setParams(Nd4j.rand(network.params().shape()));
        before = new HashMap<>();
        network.paramTable().forEach((name, values) -> before.put(name, values.dup()));
        NesterovSgd optimiser = new NesterovSgd(network, MOMENTUM, DECAY);
        for (int step = 0; step < 2; step++) {
            network.getFlattenedGradients().assign(2);
            optimiser.step(BATCH, 1, RATE);
        }
    }

    /** A weight after two steps with mean gradient 0.5. */
    private static double expected(double weight, double decay) {
        double velocity = 0;
        for (int step = 0; step < 2; step++) {
            double gradient = 2.0 / BATCH + decay * weight;
            velocity = MOMENTUM * velocity + gradient;
            weight -= RATE * (gradient + MOMENTUM * velocity);
        }
        return weight;
    }

    private void assertUpdated(String parameter, double decay) {
        float[] old = before.get(parameter).dup('c').ravel().toFloatVector();
        float[] now = network.getParam(parameter).dup('c').ravel().toFloatVector();
        for (int i = 0; i < old.length; i++) {
            assertThat((double) now[i]).as("%s[%d]", parameter, i).isCloseTo(expected(old[i], decay), within(1e-5));
        }
    }

    @Test
    void convolutionWeightsDecay() {
        assertUpdated("stem.conv_W", DECAY);
        assertUpdated("stage2.block1.shortcut.conv_W", DECAY);
    }

    @Test
    void denseWeightsDecayAndBiasesDoNot() {
        assertUpdated("classifier_W", DECAY);
        assertUpdated("classifier_b", 0);
    }

    @Test
    void batchNormDoesNotDecay() {
        assertUpdated("stem.bn_gamma", 0);
        assertUpdated("stage3.block1.bn2_beta", 0);
    }

    @Test
    void whatIsSubtractedFromRunningStatisticsIsNotScaled() {
        List<String> statistics = before.keySet().stream()
                .filter(name -> name.matches("stem.bn_(mean|var|log10stdev)"))
                .toList();
        assertThat(statistics).hasSize(2);
        for (String parameter : statistics) {
            INDArray change = before.get(parameter).sub(network.getParam(parameter));
            assertThat(change.minNumber().doubleValue()).isCloseTo(4, within(1e-5)); // 2 a step
            assertThat(change.maxNumber().doubleValue()).isCloseTo(4, within(1e-5));
        }
    }
}
