package io.filterfit.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What FilterFit must reach in float32, as a multiple of the others' rates.
 *
 * @param stock of stock Deeplearning4j's training
 * @param peerTraining of PyTorch's
 * @param peerInference of PyTorch's
 */
record Requirements(double stock, double peerTraining, double peerInference) {

    /** A sentence for each that is missed; what was not measured is not missed. */
    List<String> missed(ThroughputRecord record) {
        List<String> missed = new ArrayList<>();
        check(missed, record, "stock Deeplearning4j's training", record.ofStock(), stock);
        check(missed, record, "PyTorch's training", record.ofPeer(Entrant.FILTERFIT, Rate::training), peerTraining);
        check(missed, record, "PyTorch's inference", record.ofPeer(Entrant.FILTERFIT, Rate::inference), peerInference);
        return missed;
    }

    private static void check(
            List<String> missed, ThroughputRecord record, String what, OptionalDouble measured, double required) {
        if (measured.isPresent() && measured.getAsDouble() < required) {
            missed.add(String.format(
                    Locale.ROOT,
                    "%s: %.2f times %s, required %.2f",
                    record.architecture(),
                    measured.getAsDouble(),
                    what,
                    required));
        }
    }
}
