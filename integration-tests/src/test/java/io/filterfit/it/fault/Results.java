package io.filterfit.it.fault;

import io.filterfit.contracts.CompressionSummary;
import java.util.Arrays;

/**
 * What a job came to, as far as it is a function of its request: not its times, and not what holds its id.
 *
 * @param analysis SHA-256 of the analysis document
 * @param manifest SHA-256 of the list of filters that were kept
 * @param pruned the weights behind the cut
 * @param trained the weights behind the training
 * @param summary FLOPs, parameters and accuracies
 */
record Results(String analysis, String manifest, float[] pruned, float[] trained, CompressionSummary summary) {

    boolean bitEqual(Results other) {
        return analysis.equals(other.analysis)
                && manifest.equals(other.manifest)
                && Arrays.equals(pruned, other.pruned)
                && Arrays.equals(trained, other.trained)
                && summary.equals(other.summary);
    }
}
