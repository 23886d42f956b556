package io.filterfit.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.filterfit.model.hdf5.Hdf5Object;
import io.filterfit.model.onnx.GraphDraft;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Activation functions: as layers, and as what other layers end in. */
final class Activations {

    private static final Map<String, Function> FUNCTIONS = new TreeMap<>();

    /** Layers that are a function, with settings. */
    private static final Map<String, Function> LAYERS = Map.of(
            "ReLU", Activations::relu,
            "LeakyReLU", Activations::leakyRelu,
            "ELU", (call, settings, name, value) -> elu(call, name, value, settings.real("alpha", 1)),
            "Softmax", Activations::softmax);

    static {
        FUNCTIONS.put("relu", plain("Relu"));
        FUNCTIONS.put("sigmoid", plain("Sigmoid"));
        FUNCTIONS.put("tanh", plain("Tanh"));
        FUNCTIONS.put("softplus", plain("Softplus"));
        FUNCTIONS.put("swish", plain(GraphDraft.SWISH));
        FUNCTIONS.put("silu", plain(GraphDraft.SWISH));
        FUNCTIONS.put("hard_swish", plain("HardSwish"));
        FUNCTIONS.put("hard_silu", plain("HardSwish"));
        FUNCTIONS.put("elu", (call, settings, name, value) -> elu(call, name, value, 1));
        FUNCTIONS.put("relu6", (call, settings, name, value) -> clip(call, name, value, 6));
        FUNCTIONS.put("leaky_relu", (call, settings, name, value) -> leaky(call, name, value, 0.2f));
        FUNCTIONS.put("hard_sigmoid", Activations::hardSigmoid);
        FUNCTIONS.put("softmax", Activations::softmax);
        FUNCTIONS.put("linear", (call, settings, name, value) -> value);
    }

    private Activations() {}

    /** Adds what computes a function of a value, under a name. */
    private interface Function {
        String draw(Call call, Settings settings, String name, String value);
    }

    static Set<String> layers() {
        return LAYERS.keySet();
    }

    /** A layer that is a function. */
    static String layer(Call call) {
        return LAYERS.get(call.settings().className()).draw(call, call.settings(), call.name(), call.input());
    }

    /** The layer Activation. */
    static String activation(Call call) {
        return applied(call, call.name(), call.input());
    }

    /** The value, with the function on it that the layer's settings name. */
    static String after(Call call, String value) {
        return applied(call, call.name() + ".activation", value);
    }

    private static String applied(Call call, String name, String value) {
        JsonNode given = call.settings().get("activation");
        // Keras 3 serialises functions and layers alike.
        boolean isFunction = given.path("class_name").asText("").equals("function");
        if (given.isObject() && !isFunction) {
            String className = given.path("class_name").asText("");
            Settings settings =
                    new Settings(call.settings().file(), call.settings().layer(), className, given.path("config"));
            Function layer = LAYERS.get(className);
            if (layer == null) {
                throw unknown(call, className);
            }
            return layer.draw(call, settings, name, value);
        }
        String function = isFunction ? given.path("config").asText("") : given.asText("linear");
        Function known = FUNCTIONS.get(given.isNull() ? "linear" : function);
        if (known == null) {
            throw unknown(call, function);
        }
        return known.draw(call, call.settings(), name, value);
    }

    private static RuntimeException unknown(Call call, String function) {
        return call.settings()
                .unsupported("ends in the activation '" + function + "'; known are "
                        + String.join(", ", FUNCTIONS.keySet()));
    }

    private static Function plain(String operator) {
        return (call, settings, name, value) -> call.draft().node(name, operator, Map.of(), value);
    }

    private static String elu(Call call, String name, String value, float alpha) {
        return call.draft().node(name, "Elu", Map.of("alpha", alpha), value);
    }

    private static String leaky(Call call, String name, String value, float slope) {
        return call.draft().node(name, "LeakyRelu", Map.of("alpha", slope), value);
    }

    private static String clip(Call call, String name, String value, float upper) {
        return call.draft().node(name, "Clip", Map.of(), value, call.number(0), call.number(upper));
    }

    /** clip(x / 6 + 1/2, 0, 1) in Keras 3, clip(x / 5 + 1/2, 0, 1) in Keras 2 */
    private static String hardSigmoid(Call call, Settings settings, String name, String value) {
        float slope = call.dialect().keras2() ? 0.2f : 1 / 6f;
        return call.draft().node(name, "HardSigmoid", Map.of("alpha", slope, "beta", 0.5f), value);
    }

    private static String softmax(Call call, Settings settings, String name, String value) {
        boolean overChannels =
                call.isChannelAxis(settings.className().equals("Softmax") ? settings.whole("axis", -1) : -1, value);
        settings.require(overChannels, "is a softmax over another axis than the channels'");
        return call.draft().node(name, "Softmax", Map.of("axis", 1L), value);
    }

    private static String relu(Call call, Settings settings, String name, String value) {
        float slope = settings.real("negative_slope", 0);
        settings.require(settings.real("threshold", 0) == 0, "has a threshold, which is not known; leave it at 0");
        if (!settings.has("max_value")) {
            return slope == 0 ? call.draft().node(name, "Relu", Map.of(), value) : leaky(call, name, value, slope);
        }
        settings.require(slope == 0, "has a maximum and a slope at once, which is not known; leave one of them out");
        return clip(call, name, value, settings.real("max_value", 0));
    }

    /** Keras 2 calls the slope alpha. */
    private static String leakyRelu(Call call, Settings settings, String name, String value) {
        return leaky(call, name, value, settings.real("negative_slope", settings.real("alpha", 0.3f)));
    }

    /** PReLU: slopes [1, 1, c] in the layout of the images. */
    static String parametric(Call call) {
        long channels = call.image()[0];
        Hdf5Object slopes = call.weights(1, "slopes").get(0);
        call.settings()
                .require(
                        Arrays.stream(slopes.shape()).reduce(1, (a, b) -> a * b) == channels,
                        "has a slope for each pixel; share them, as PReLU(shared_axes=[1, 2]) does for channels last");
        String constant = call.draft().constant(call.name() + ".slopes", new long[] {channels, 1, 1}, slopes.floats());
        return call.node("PRelu", Map.of(), call.input(), constant);
    }
}
