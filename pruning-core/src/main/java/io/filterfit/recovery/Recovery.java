package io.filterfit.recovery;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Classification;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.model.InputShape;
import io.filterfit.plan.PruningPlan;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Tries nothing, batch-norm recalibration, reconstruction, and both, and keeps the network that classifies the validation split best:
 * after a reconstruction, recalibration can hurt.
 */
public final class Recovery {

    private static final int CALIBRATION_IMAGES = 256;
    private static final int VALIDATION_IMAGES = 1_000;

    private final Map<RecoveryStep, Double> scores = new EnumMap<>(RecoveryStep.class);
    private final ImageSplit validation;
    private RecoveryStep best;
    private ComputationGraph bestNetwork;

    private Recovery(ImageSplit validation) {
        this.validation = validation;
    }

    /** A network and how it came to be chosen. */
    public record Recovered(ComputationGraph network, RecoveryOutcome outcome) {}

    /**
     * @param original the network before the cut, which classifies images
     * @param groups its groups
     * @param pruned the network after the cut
     * @param plan what was cut
     * @param images calibration images are the first {@value #CALIBRATION_IMAGES} of the training split, without their labels; the
     *     choice is made on the first {@value #VALIDATION_IMAGES} of the validation split
     * @param reconstruct whether reconstruction is among what is tried
     */
    public static Recovered of(
            ComputationGraph original,
            CoupledGroups groups,
            ComputationGraph pruned,
            PruningPlan plan,
            TrainingSplits images,
            boolean reconstruct) {
        long start = System.nanoTime();
        Optional<InputShape> shape = InputShape.of(original);
        CalibrationImages calibration =
                CalibrationImages.of(images.training(), CALIBRATION_IMAGES, shape.orElseThrow(), groups.flow());
        Recovery recovery = new Recovery(deciding(images));
        recovery.consider(RecoveryStep.NOTHING, pruned);
        recovery.consider(RecoveryStep.BATCH_NORM_RECALIBRATION, BatchNormRecalibration.of(pruned, calibration));
        if (reconstruct) {
            ComputationGraph refitted = Reconstruction.of(original, groups, pruned, plan, calibration);
            recovery.consider(RecoveryStep.RECONSTRUCTION, refitted);
            recovery.consider(
                    RecoveryStep.RECONSTRUCTION_AND_RECALIBRATION, BatchNormRecalibration.of(refitted, calibration));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Recovered(
                recovery.bestNetwork,
                new RecoveryOutcome(
                        recovery.best, recovery.scores, calibration.images(), recovery.validation.size(), seconds));
    }

    /** The images by which it is decided what is kept. */
    public static ImageSplit deciding(TrainingSplits images) {
        return images.validation().first(VALIDATION_IMAGES);
    }

    private void consider(RecoveryStep step, ComputationGraph network) {
        double accuracy = Classification.of(network, validation).accuracy().value();
        scores.put(step, accuracy);
        if (best == null || accuracy > scores.get(best)) {
            best = step;
            bestNetwork = network;
        }
    }
}
