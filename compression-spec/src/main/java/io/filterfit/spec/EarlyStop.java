package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * Training ends once the validation accuracy has stopped rising.
 *
 * <p>JSON: {@code {"patience": 5, "minimumImprovement": 0.001}}; what is left out is as here.
 *
 * @param patience epochs in a row without an improvement after which training ends, at least 1
 * @param minimumImprovement rise above the best validation accuracy so far that counts as one, as a share of the images, in [0, 1);
 *     with 0 any rise counts
 */
public record EarlyStop(int patience, double minimumImprovement) {

    public static final EarlyStop DEFAULT = new EarlyStop(5, 0.001);

    public EarlyStop {
        Checks.atLeast("training.earlyStop.patience", patience, 1);
        Checks.fraction("training.earlyStop.minimumImprovement", minimumImprovement);
    }

    @JsonCreator
    static EarlyStop fromJson(
            @JsonProperty("patience") Integer patience, @JsonProperty("minimumImprovement") Double minimumImprovement) {
        return new EarlyStop(
                Optional.ofNullable(patience).orElse(DEFAULT.patience),
                Optional.ofNullable(minimumImprovement).orElse(DEFAULT.minimumImprovement));
    }
}
