package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * An exponential moving average of the weights beside the weights themselves; after every epoch both are validated, and the better one
 * is kept.
 *
 * <p>JSON: {@code {"decay": 0.999}}, which is also what {@code {}} means.
 *
 * @param decay share of the old average in the new one after a step, in [0, 1); smaller in the first steps, see the trainer
 */
public record Ema(double decay) {

    public static final Ema DEFAULT = new Ema(0.999);

    public Ema {
        Checks.fraction("training.ema.decay", decay);
    }

    @JsonCreator
    static Ema fromJson(@JsonProperty("decay") Double decay) {
        return new Ema(Optional.ofNullable(decay).orElse(DEFAULT.decay));
    }
}
