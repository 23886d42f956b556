package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.dataset.TrainingSplits;
import io.filterfit.selection.TrainedNorms;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Distillation;
import io.filterfit.spec.EarlyStop;
import io.filterfit.spec.Ema;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Mixup;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.surgery.SoftCut;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a specification may ask for beside plain training. */
@Timeout(120)
class TrainingOptionsTest {

    private static final long SEED = 3;
    private static final TrainingSpec PLAIN = new TrainingSpec(2, 16, 0.05, 0.9, 1e-4, 0, false, 16);

    @TempDir
    private static Path directory;

    private static TrainingSplits images;
    private static ComputationGraph teacher;

    @BeforeAll
    static void trainTeacher() {
        images = TinyNetworks.stripes(directory).holdOut(16);
        teacher = network(5);
        train(PLAIN.with().epochs(4).build(), TrainingTask.of(teacher, images));
    }

    private static ComputationGraph network(long seed) {
        return TinyNetworks.resNet8(CNN2DFormat.NHWC, seed);
    }

    private static TrainingHistory train(TrainingSpec spec, TrainingTask task) {
        return new Trainer(spec, SEED, TrainingObserver.SILENT).train(task);
    }

    private static float[] weightsAfter(TrainingSpec spec) {
        ComputationGraph network = network(1);
        train(spec, TrainingTask.of(network, images).taughtBy(teacher));
        return network.params().toFloatVector();
    }

    @Test
    void distillationBringsTheStudentNearerToItsTeacher() {
        TrainingSpec spec =
                PLAIN.with().epochs(4).distillation(new Distillation(1, 4)).build();

        TrainingHistory history =
                train(spec, TrainingTask.of(network(1), images).taughtBy(teacher));

        assertThat(history.epochs().get(3).trainingLoss())
                .isLessThan(history.epochs().get(0).trainingLoss() / 2);
    }

    @Test
    void whatTheTeacherRememberedIsWhatItWouldSay() {
        TrainingSpec spec = PLAIN.with().distillation(Distillation.DEFAULT).build();
        ComputationGraph asked = network(1);
        Teacher looking = new Teacher(teacher, spec.with().augment(true).build(), images.training(), CNN2DFormat.NHWC);
        GradientEngine engine = new Deeplearning4jEngine(asked, 2);

        new Trainer(spec, SEED, TrainingObserver.SILENT)
                .train(
                        TrainingTask.of(asked, images).taughtBy(teacher),
                        (batch, objective) -> engine.compute(looking.teach(batch), objective));

        assertThat(asked.params().toFloatVector()).containsExactly(weightsAfter(spec), within(1e-4f));
    }

    @Test
    void aTeacherInTheOtherLayoutSeesTheSameImages() {
        Teacher nhwc = new Teacher(teacher, PLAIN, images.training(), CNN2DFormat.NHWC);
        Teacher nchw = new Teacher(teacher, PLAIN, images.training(), CNN2DFormat.NCHW);
        nhwc.prepare(() -> false);
        nchw.prepare(() -> false);
        Batch batch = new Batch(null, new int[8]);

        assertThat(nchw.teach(batch).teacher().orElseThrow().values())
                .containsExactly(nhwc.teach(batch).teacher().orElseThrow().values(), within(1e-4f));
    }

    @Test
    void distillationWithoutATeacherIsRefused() {
        TrainingSpec spec = PLAIN.with().distillation(Distillation.DEFAULT).build();

        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> train(spec, TrainingTask.of(network(1), images)))
                .withMessageContaining("needs a teacher")
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.INVALID_REQUEST);
    }

    @Test
    void theTeacherStaysAsItIs() {
        float[] before = teacher.params().toFloatVector();

        weightsAfter(PLAIN.with()
                .epochs(1)
                .augment(true)
                .distillation(Distillation.DEFAULT)
                .build());

        assertThat(teacher.params().toFloatVector()).isEqualTo(before);
    }

    @Test
    void mixupIsTheSameForTheSameSeed() {
        TrainingSpec spec = PLAIN.with().mixup(new Mixup(1)).build();

        assertThat(weightsAfter(spec)).isEqualTo(weightsAfter(spec)).isNotEqualTo(weightsAfter(PLAIN));
    }

    @Test
    void theAverageIsKeptWhereItDoesBetter() {
        ComputationGraph network = network(1);
        GradientEngine engine = new Deeplearning4jEngine(network, 2);
        int[] calls = {0};
        TrainingSpec spec = PLAIN.with().epochs(6).ema(new Ema(0.99)).build();

        TrainingHistory history = new Trainer(spec, SEED, TrainingObserver.SILENT)
                .train(TrainingTask.of(network, images), (batch, objective) -> {
                    GradientEngine.StepOutcome outcome = engine.compute(batch, objective);
                    if (++calls[0] == 30) { // the last step ends with all classes interchanged
                        network.getParam("classifier_W").negi();
                        network.getParam("classifier_b").negi();
                    }
                    return outcome;
                });

        assertThat(calls[0]).isEqualTo(30);
        assertThat(history.epochs().get(5).averaged()).isTrue();
        assertThat(history.epochs().get(5).validationAccuracy()).isGreaterThan(0.9);
    }

    @Test
    void trainingEndsOnAPlateau() {
        TrainingSpec spec = PLAIN.with()
                .epochs(9)
                .learningRate(0)
                .earlyStop(new EarlyStop(3, 0.01))
                .build();

        TrainingHistory history = train(spec, TrainingTask.of(teacher, images));

        assertThat(history.epochs()).hasSize(3);
    }

    @Test
    void withoutBatchNormPartsOfAStepAddUpToTheWhole() {
        TrainingSpec whole =
                PLAIN.with().learningRate(0.005).mixup(Mixup.DEFAULT).build();
        TrainingSpec inParts = whole.with().microBatches(5).build();

        assertThat(lastWeightsWithoutBatchNorm(inParts))
                .isNotEqualTo(
                        TinyNetworks.withoutBatchNorm(CNN2DFormat.NHWC).params().toFloatVector())
                .containsExactly(lastWeightsWithoutBatchNorm(whole), within(1e-4f));
    }

    private static float[] lastWeightsWithoutBatchNorm(TrainingSpec spec) {
        StateLog log = new StateLog();
        new Trainer(spec, SEED, TrainingObserver.SILENT, log)
                .train(TrainingTask.of(TinyNetworks.withoutBatchNorm(CNN2DFormat.NHWC), images));
        return log.states().get(log.states().size() - 1).weights();
    }

    @Test
    void runningStatisticsTakeTheMeanOverTheParts() {
        ComputationGraph network = network(1);
        network.initGradientsView();
        NesterovSgd optimiser = new NesterovSgd(network, 0.9, 0);
        float before = network.getParam("stem.bn_mean").getFloat(0);
        network.getFlattenedGradients().assign(3);

        optimiser.step(8, 3, 0.1);

        assertThat(network.getParam("stem.bn_mean").getFloat(0)).isEqualTo(before - 1);
    }

    @Test
    void withAllOfThemARunThatWasLeftEndsTheSame() {
        assertGoesOn(task -> task.taughtBy(teacher));
    }

    @Test
    void softPruningIncluded() {
        SoftCut cut = new SoftCut(Map.of("stage1.block1.conv1", 2), new Criterion.L2Norm(), SEED, TrainedNorms.OWN);

        assertGoesOn(task -> task.taughtBy(teacher).softly(cut));
    }

    private static void assertGoesOn(UnaryOperator<TrainingTask> with) {
        TrainingSpec spec = PLAIN.with()
                .augment(true)
                .microBatches(2)
                .labelSmoothing(0.1)
                .distillation(Distillation.DEFAULT)
                .mixup(Mixup.DEFAULT)
                .ema(Ema.DEFAULT)
                .earlyStop(EarlyStop.DEFAULT)
                .build();
        ComputationGraph undisturbed = network(1);
        StateLog log = new StateLog();
        new Trainer(spec, SEED, TrainingObserver.SILENT, log).train(with.apply(TrainingTask.of(undisturbed, images)));

        for (int left : new int[] {2, 4, 5, 9}) { // in an epoch, before and after its validation, in the next
            ComputationGraph network = network(1);
            new Trainer(
                            spec,
                            SEED,
                            TrainingObserver.SILENT,
                            StateLog.from(log.states().get(left)))
                    .train(with.apply(TrainingTask.of(network, images)));
            assertThat(network.params().toFloatVector())
                    .as("left after %d", left)
                    .isEqualTo(undisturbed.params().toFloatVector());
        }
    }
}
