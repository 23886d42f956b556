package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * Training on mixtures of two images with the labels of both (Zhang et al., 2018). The share of the first is drawn from Beta(alpha,
 * alpha), once a step.
 *
 * <p>JSON: {@code {"alpha": 0.2}}, which is also what {@code {}} means.
 *
 * @param alpha above 0; small ones leave most images nearly as they are
 */
public record Mixup(double alpha) {

    public static final Mixup DEFAULT = new Mixup(0.2);

    public Mixup {
        if (!(alpha > 0) || Double.isInfinite(alpha)) {
            throw Checks.invalid(
                    "training.mixup.alpha is " + alpha + "; it must be a number above 0, for instance 0.2");
        }
    }

    @JsonCreator
    static Mixup fromJson(@JsonProperty("alpha") Double alpha) {
        return new Mixup(Optional.ofNullable(alpha).orElse(DEFAULT.alpha));
    }
}
