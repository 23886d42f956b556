package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.spec.Distillation;
import org.junit.jupiter.api.Test;

class DistilledObjectiveTest {

    private static final Logits TEACHER = new Logits(new float[] {0.1f, 1.5f, -0.3f}, 3);
    private static final Batch BATCH = new Batch(null, new int[] {2}).taughtBy(TEACHER);
    private static final double TEMPERATURE = 2;

    private static double loss(double weight, Logits student, float[] gradient) {
        return new DistilledObjective(new Distillation(weight, TEMPERATURE), new CrossEntropy(0))
                .evaluate(student, BATCH, gradient);
    }

    @Test
    void whoAgreesWithTheTeacherUpToAConstantHasNothingToLearnFromIt() {
        float[] gradient = new float[3];

        double loss = loss(1, new Logits(new float[] {5.1f, 6.5f, 4.7f}, 3), gradient);

        assertThat(loss).isCloseTo(0, within(1e-6));
        assertThat(gradient).containsExactly(new float[3], within(1e-6f));
    }

    @Test
    void theDistanceIsTheDivergenceOfTheSoftenedProbabilitiesTimesTheSquareOfTheTemperature() {
        double[] teacher = softened(0.1, 1.5, -0.3);
        double[] student = softened(1, 0, 0);
        double divergence = 0;
        for (int i = 0; i < 3; i++) {
            divergence += teacher[i] * Math.log(teacher[i] / student[i]);
        }

        assertThat(loss(1, new Logits(new float[] {1, 0, 0}, 3), new float[3]))
                .isCloseTo(TEMPERATURE * TEMPERATURE * divergence, within(1e-6));
    }

    @Test
    void labelsAndTeacherShareTheWeight() {
        Logits student = new Logits(new float[] {1, 0, 0}, 3);
        double labels = new CrossEntropy(0).evaluate(student, BATCH, new float[3]);
        double teacher = loss(1, student, new float[3]);

        assertThat(loss(0.3, student, new float[3])).isCloseTo(0.7 * labels + 0.3 * teacher, within(1e-6));
    }

    private static double[] softened(double... logits) {
        double sum = 0;
        double[] probabilities = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Math.exp(logits[i] / TEMPERATURE);
            sum += probabilities[i];
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }
}
