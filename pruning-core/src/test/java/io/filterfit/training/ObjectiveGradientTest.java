package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.spec.Distillation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every objective's gradient is the derivative of its loss, by central differences. */
class ObjectiveGradientTest {

    private static final int CLASSES = 3;
    private static final float[] LOGITS = {0.3f, -1.2f, 0.9f, 2.5f, 0.1f, -0.4f};
    private static final Logits TEACHER = new Logits(new float[] {0.1f, 1.5f, -0.3f, -2.0f, 0.4f, 0.9f}, CLASSES);

    private static final Batch BATCH = new Batch(null, new int[] {2, 0}).taughtBy(TEACHER);
    private static final Batch MIXED = new Batch(
            null,
            BATCH.images(),
            BATCH.labels(),
            Optional.of(new Batch.Mixture(0.7, new int[] {1, 0})),
            Optional.of(TEACHER));

    static List<Objective> objectives() {
        return List.of(
                new CrossEntropy(0),
                new CrossEntropy(0.1),
                new DistilledObjective(new Distillation(1, 4), new CrossEntropy(0)),
                new DistilledObjective(new Distillation(0.9, 4), new CrossEntropy(0)),
                new DistilledObjective(new Distillation(0.3, 0.7), new CrossEntropy(0.2)));
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void ofImagesAsTheyAre(Objective objective) {
        assertGradient(objective, BATCH);
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void ofMixtures(Objective objective) {
        assertGradient(objective, MIXED);
    }

    private static void assertGradient(Objective objective, Batch batch) {
        float[] gradient = new float[LOGITS.length];
        objective.evaluate(new Logits(LOGITS, CLASSES), batch, gradient);

        float step = 1e-2f;
        for (int i = 0; i < LOGITS.length; i++) {
            float[] up = LOGITS.clone();
            float[] down = LOGITS.clone();
            up[i] += step;
            down[i] -= step;
            double slope = (loss(objective, up, batch) - loss(objective, down, batch)) / (up[i] - down[i]);
            assertThat((double) gradient[i]).as("logit %d", i).isCloseTo(slope, within(1e-4));
        }
    }

    private static double loss(Objective objective, float[] logits, Batch batch) {
        return objective.evaluate(new Logits(logits, CLASSES), batch, new float[logits.length]);
    }
}
