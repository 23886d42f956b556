package io.filterfit.training;

import io.filterfit.dataset.TrainingSplits;
import io.filterfit.surgery.SoftCut;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What is to be trained, with what.
 *
 * @param network is trained in place
 * @param images to train on and to validate with
 * @param teacher a network of the same classes to learn from where the specification asks for distillation; stays as it is
 * @param softCut what is zeroed after every epoch, see {@link #softly}
 */
public record TrainingTask(
        ComputationGraph network,
        TrainingSplits images,
        Optional<ComputationGraph> teacher,
        Optional<SoftCut> softCut) {

    public static TrainingTask of(ComputationGraph network, TrainingSplits images) {
        return new TrainingTask(network, images, Optional.empty(), Optional.empty());
    }

    public TrainingTask taughtBy(ComputationGraph other) {
        return new TrainingTask(network, images, Optional.of(other), softCut);
    }

    /**
     * Soft pruning: after every epoch the filters that the cut would remove are zeroed, with the network as it is then; it is validated
     * so, and training goes on from there. The weights that are left in the network in the end are those of the epoch whose zeroed
     * network did best, from before the zeroing: the same cut, made of them, removes the same filters.
     */
    public TrainingTask softly(SoftCut cut) {
        return new TrainingTask(network, images, teacher, Optional.of(cut));
    }
}
