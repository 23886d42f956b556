package io.filterfit.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/** An event that starts a round: the request of the job the first one, the evaluator's wish the others. */
public sealed interface RoundStart extends RoundEvent permits CompressRequested, RoundRequested {

    @Override
    @JsonIgnore
    default Map<String, ArtifactReference> produced() {
        return Map.of();
    }
}
