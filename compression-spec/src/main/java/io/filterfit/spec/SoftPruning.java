package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * Training before the first cut in which, after every epoch, the filters that the criterion would drop are zeroed and then may grow
 * again (He et al., 2018). The rest of how it is trained is as in fine-tuning, but for averaging and early stop, which are of fine-tuning
 * only.
 *
 * <p>JSON: {@code {"epochs": 5, "learningRate": 0.05}}; what is left out is as here.
 *
 * @param epochs passes over the training split, at least 1
 * @param learningRate the peak of the schedule
 */
public record SoftPruning(int epochs, double learningRate) {

    public static final SoftPruning DEFAULT = new SoftPruning(5, 0.05);

    public SoftPruning {
        Checks.atLeast("softPruning.epochs", epochs, 1);
        Checks.atLeast("softPruning.learningRate", learningRate, 0);
    }

    @JsonCreator
    static SoftPruning fromJson(
            @JsonProperty("epochs") Integer epochs, @JsonProperty("learningRate") Double learningRate) {
        return new SoftPruning(
                Optional.ofNullable(epochs).orElse(DEFAULT.epochs),
                Optional.ofNullable(learningRate).orElse(DEFAULT.learningRate));
    }

    TrainingSpec training(TrainingSpec fineTuning) {
        return fineTuning
                .with()
                .epochs(epochs)
                .learningRate(learningRate)
                .ema(null)
                .earlyStop(null)
                .build();
    }
}
