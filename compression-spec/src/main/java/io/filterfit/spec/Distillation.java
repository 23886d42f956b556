package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * Learning from a teacher beside the labels (Hinton, Vinyals and Dean, 2015): the loss is {@code (1 - weight) * cross-entropy + weight *
 * temperature^2 * KL(teacher || student)}, both networks' logits divided by the temperature. The teacher is the network as it was before
 * any cut.
 *
 * <p>JSON: {@code {"weight": 0.9, "temperature": 4}}; what is left out is as here.
 *
 * @param weight of the teacher, above 0 and at most 1
 * @param temperature above 0; the higher, the more what the teacher thinks of the wrong classes counts
 */
public record Distillation(double weight, double temperature) {

    public static final Distillation DEFAULT = new Distillation(0.9, 4);

    public Distillation {
        if (!(weight > 0 && weight <= 1)) {
            throw Checks.invalid(
                    "training.distillation.weight is " + weight + "; it must lie above 0 and be at most 1");
        }
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw Checks.invalid("training.distillation.temperature is " + temperature
                    + "; it must be a number above 0, for instance 4");
        }
    }

    @JsonCreator
    static Distillation fromJson(
            @JsonProperty("weight") Double weight, @JsonProperty("temperature") Double temperature) {
        return new Distillation(
                Optional.ofNullable(weight).orElse(DEFAULT.weight),
                Optional.ofNullable(temperature).orElse(DEFAULT.temperature));
    }
}
