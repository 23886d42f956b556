package io.filterfit.contracts;

import io.filterfit.spec.Checks;
import java.util.Map;

/**
 * What the trainer made in one round.
 *
 * @param network the fine-tuned network: the checkpoint that scored best on the validation split
 * @param history JSON: one entry an epoch
 */
public record Training(ArtifactReference network, ArtifactReference history, StageTiming timing) {
    public Training {
        Checks.present("training.network", network);
        Checks.present("training.history", history);
        Checks.present("training.timing", timing);
    }

    Map<String, ArtifactReference> produced() {
        return Map.of("trainer/network", network, "trainer/history", history);
    }
}
