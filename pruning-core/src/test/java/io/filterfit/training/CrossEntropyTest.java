package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CrossEntropyTest {

    private static final int CLASSES = 3;
    private static final Batch BATCH = new Batch(null, new int[] {2, 0});
    private static final float[] LOGITS = {0.3f, -1.2f, 0.9f, 2.5f, 0.1f, -0.4f};

    private final CrossEntropy objective = new CrossEntropy(0);

    private double loss(float[] logits) {
        return objective.evaluate(new Logits(logits, CLASSES), BATCH, new float[logits.length]);
    }

    @Test
    void theLossIsMinusTheLogarithmOfTheRightClassesProbability() {
        double first = Math.exp(0.9) / (Math.exp(0.3) + Math.exp(-1.2) + Math.exp(0.9));
        double second = Math.exp(2.5) / (Math.exp(2.5) + Math.exp(0.1) + Math.exp(-0.4));

        assertThat(loss(LOGITS)).isCloseTo(-Math.log(first) - Math.log(second), within(1e-6));
    }

    @Test
    void theGradientIsTheDerivative() {
        float[] gradient = new float[LOGITS.length];
        objective.evaluate(new Logits(LOGITS, CLASSES), BATCH, gradient);

        float step = 1e-2f;
        for (int i = 0; i < LOGITS.length; i++) {
            float[] up = LOGITS.clone();
            float[] down = LOGITS.clone();
            up[i] += step;
            down[i] -= step;
            assertThat((double) gradient[i]).isCloseTo((loss(up) - loss(down)) / (up[i] - down[i]), within(1e-4));
        }
    }

    @Test
    void largeLogitsDoNotOverflow() {
        assertThat(loss(new float[] {0, 0, 1e4f, 1e4f, 0, 0})).isCloseTo(0, within(1e-9));
    }

    @Test
    void whatIsNotANumberShowsInTheLoss() {
        assertThat(loss(new float[] {Float.NaN, 0, 0, 0, 0, 0})).isNaN();
    }
}
