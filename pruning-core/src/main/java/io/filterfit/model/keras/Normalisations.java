package io.filterfit.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.filterfit.model.hdf5.Hdf5Object;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What shifts and scales channels. */
final class Normalisations {

    private static final float SMALLEST_DEVIATION = 1e-7f;

    private Normalisations() {}

    /** BatchNormalization: scale and shift, where it has them, running mean and variance. */
    static String batch(Call call) {
        Settings settings = call.settings();
        boolean scaled = settings.flag("scale", true);
        boolean centred = settings.flag("center", true);
        JsonNode axis = settings.get("axis").isArray() ? settings.get("axis").path(0) : settings.get("axis");
        settings.require(
                call.isChannelAxis(axis.asInt(-1), call.input()), "normalises another axis than the channels'");
        settings.require(!settings.flag("renorm", false), "renormalises, which is not known");
        List<Hdf5Object> weights =
                call.weights(2 + (scaled ? 1 : 0) + (centred ? 1 : 0), "scale, shift, mean and variance");
        int channels = (int) call.shape(call.input())[1];
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        int statistics = weights.size() - 2;
        float[] scale = scaled ? call.perChannel(weights.get(0), channels) : ones;
        float[] shift = centred ? call.perChannel(weights.get(statistics - 1), channels) : new float[channels];
        return call.node(
                "BatchNormalization",
                Map.of("epsilon", settings.real("epsilon", 1e-3f), "momentum", settings.real("momentum", 0.99f)),
                call.input(),
                vector(call, "gamma", scale),
                vector(call, "beta", shift),
                vector(call, "moving_mean", call.perChannel(weights.get(statistics), channels)),
                vector(call, "moving_variance", call.perChannel(weights.get(statistics + 1), channels)));
    }

    private static String vector(Call call, String part, float[] values) {
        return call.draft().constant(call.name() + "." + part, new long[] {values.length}, values);
    }

    /** Rescaling: x * scale + offset */
    static String rescaling(Call call) {
        int channels = (int) call.image()[0];
        return Convolutions.affine(
                call,
                call.settings().perChannel("scale", 1, channels),
                call.settings().perChannel("offset", 0, channels));
    }

    /** Normalization: (x - mean) / deviation, of numbers that stand in the settings or, once adapted, in the weights. */
    static String fixed(Call call) {
        Settings settings = call.settings();
        int channels = (int) call.image()[0];
        JsonNode axis = settings.get("axis").isArray() ? settings.get("axis").path(0) : settings.get("axis");
        settings.require(
                settings.has("mean") || call.isChannelAxis(axis.asInt(-1), call.input()),
                "normalises another axis than the channels'");
        settings.require(!settings.flag("invert", false), "takes its normalisation back, which is not known");
        float[] mean;
        float[] variance;
        if (settings.has("mean")) {
            mean = settings.perChannel("mean", 0, channels);
            variance = settings.perChannel("variance", 1, channels);
        } else {
            List<Hdf5Object> weights = call.weights(3, "mean, variance and count");
            mean = call.perChannel(weights.get(0), channels);
            variance = call.perChannel(weights.get(1), channels);
        }
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            scale[channel] = 1 / Math.max((float) Math.sqrt(variance[channel]), SMALLEST_DEVIATION);
            shift[channel] = -mean[channel] * scale[channel];
        }
        return Convolutions.affine(call, scale, shift);
    }
}
