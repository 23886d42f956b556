package io.filterfit.benchmarks.criteria;

import io.filterfit.benchmarks.Machine;
import io.filterfit.recovery.RecoveryStep;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a cell. Accuracies are shares in [0, 1] of the validation images, but for {@code test}.
 *
 * @param command that made it
 * @param arithmetic what it was computed with
 * @param networkSha256 of the file that the cell started from
 * @param flopsReduction that was reached
 * @param softEpochs the zeroed network after each epoch of soft pruning; empty in other modes
 * @param cuts in order
 * @param test read once, when all else was done
 * @param seconds wall time of the cell
 */
record CellRecord(
        Instant time,
        String command,
        Machine machine,
        String arithmetic,
        Cell cell,
        String networkSha256,
        Budget budget,
        double flopsReduction,
        long macs,
        long parameters,
        List<Double> softEpochs,
        List<Cut> cuts,
        Score test,
        double seconds) {

    /**
     * @param afterCut before anything was done about it
     * @param afterRecovery by the step that did best, without training
     * @param recovery that step
     * @param images that both were measured and the step was chosen by
     * @param epochs after each epoch of fine-tuning
     * @param afterTraining of the weights that were kept
     */
    record Cut(
            double afterCut,
            double afterRecovery,
            RecoveryStep recovery,
            int images,
            List<Double> epochs,
            double afterTraining) {}

    Cut lastCut() {
        return cuts.get(cuts.size() - 1);
    }

    /** After every epoch of the cell, whether before or after a cut. */
    List<Double> epochs() {
        return Stream.concat(softEpochs.stream(), cuts.stream().flatMap(cut -> cut.epochs().stream()))
                .toList();
    }
}
