package io.filterfit.contracts;

import io.filterfit.spec.Checks;
import java.util.Map;

/**
 * What the analyzer found in one round.
 *
 * @param document JSON: layers, coupled groups, norm distributions, costs
 */
public record Analysis(ArtifactReference document, StageTiming timing) {
    public Analysis {
        Checks.present("analysis.document", document);
        Checks.present("analysis.timing", timing);
    }

    Map<String, ArtifactReference> produced() {
        return Map.of("analyzer/analysis", document);
    }
}
