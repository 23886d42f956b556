package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.spec.Ema;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class WeightAverageTest {

    @Test
    void earlyStepsForgetFasterThanLaterOnes() {
        WeightAverage average = new WeightAverage(new Ema(0.2), Nd4j.createFromArray(1f));

        average.add(Nd4j.createFromArray(3f), 0);
        float first = 0.1f * 1 + 0.9f * 3; // (1 + 0) / (10 + 0)
        assertThat(average.values()).containsExactly(new float[] {first}, within(1e-6f));

        average.add(Nd4j.createFromArray(5f), 1);
        float second = 2 / 11f * first + 9 / 11f * 5;
        assertThat(average.values()).containsExactly(new float[] {second}, within(1e-6f));

        average.add(Nd4j.createFromArray(7f), 100);
        assertThat(average.values()).containsExactly(new float[] {0.2f * second + 0.8f * 7}, within(1e-6f));
    }

    @Test
    void itGoesOnFromWhatItWas() {
        WeightAverage average = new WeightAverage(new Ema(0.5), Nd4j.createFromArray(1f, 1f));
        average.restore(new float[] {2, 4});

        average.add(Nd4j.createFromArray(4f, 0f), 100);

        assertThat(average.values()).containsExactly(3, 2);
    }
}
