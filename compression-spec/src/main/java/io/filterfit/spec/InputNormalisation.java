package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * How the network was given its images when it was trained: a pixel p in [0, 1] of channel c as {@code (p - mean[c]) / std[c]}.
 *
 * <p>JSON: {@code {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}}.
 *
 * @param mean by channel, red first
 * @param std standard deviation by channel, above 0
 */
public record InputNormalisation(List<Double> mean, List<Double> std) {

    @JsonCreator
    public InputNormalisation(
            @JsonProperty(value = "mean", required = true) List<Double> mean,
            @JsonProperty(value = "std", required = true) List<Double> std) {
        this.mean = finite("normalisation.mean", mean);
        this.std = finite("normalisation.std", std);
        if (mean.size() != std.size() || mean.isEmpty()) {
            throw Checks.invalid("normalisation has " + mean.size() + " means and " + std.size()
                    + " standard deviations; it takes one of each for every channel");
        }
        for (double deviation : std) {
            if (!(deviation > 0)) {
                throw Checks.invalid("normalisation.std holds " + deviation + "; each must be above 0");
            }
        }
    }

    private static List<Double> finite(String property, List<Double> values) {
        for (Double value : Checks.present(property, values)) {
            if (value == null || !Double.isFinite(value)) {
                throw Checks.invalid(property + " holds " + value + "; each must be a number");
            }
        }
        return List.copyOf(values);
    }
}
