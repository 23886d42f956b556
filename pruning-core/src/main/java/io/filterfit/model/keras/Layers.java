package io.filterfit.model.keras;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The layers that are known, by their classes in Keras. */
final class Layers {

    private static final Map<String, Function<Call, String>> KNOWN = new TreeMap<>();

    /** They do nothing at inference. */
    private static final Set<String> IDLE = Set.of(
            "Dropout",
            "SpatialDropout2D",
            "AlphaDropout",
            "GaussianDropout",
            "GaussianNoise",
            "ActivityRegularization",
            "Identity",
            "RandomBrightness",
            "RandomContrast",
            "RandomFlip",
            "RandomRotation",
            "RandomTranslation",
            "RandomZoom");

    /** Operators on tensors as Keras 2 names them. */
    private static final Map<String, String> OPERATORS = Map.of(
            "__operators__.add", "Add",
            "math.add", "Add",
            "math.multiply", "Multiply",
            "math.subtract", "Subtract",
            "math.truediv", "TrueDivide",
            "math.divide", "TrueDivide",
            "nn.relu", "ReLU");

    static {
        KNOWN.put("Conv2D", Convolutions::plain);
        KNOWN.put("DepthwiseConv2D", Convolutions::depthwise);
        KNOWN.put("SeparableConv2D", Convolutions::separable);
        KNOWN.put("Conv2DTranspose", Convolutions::transposed);
        KNOWN.put("Dense", Convolutions::dense);
        KNOWN.put("BatchNormalization", Normalisations::batch);
        KNOWN.put("Rescaling", Normalisations::rescaling);
        KNOWN.put("Normalization", Normalisations::fixed);
        KNOWN.put("Activation", Activations::activation);
        KNOWN.put("PReLU", Activations::parametric);
        Activations.layers().forEach(name -> KNOWN.put(name, Activations::layer));
        KNOWN.put("MaxPooling2D", call -> Images.pooled(call, "MaxPool"));
        KNOWN.put("AveragePooling2D", call -> Images.pooled(call, "AveragePool"));
        KNOWN.put("GlobalAveragePooling2D", call -> Images.pooledWhole(call, "ReduceMean"));
        KNOWN.put("GlobalMaxPooling2D", call -> Images.pooledWhole(call, "ReduceMax"));
        KNOWN.put("ZeroPadding2D", Images::padded);
        KNOWN.put("Cropping2D", Images::cropped);
        KNOWN.put("UpSampling2D", Images::enlarged);
        KNOWN.put("Flatten", Images::flat);
        KNOWN.put("Reshape", Images::reshaped);
        KNOWN.put("Add", Branches::sum);
        KNOWN.put("Multiply", Branches::product);
        KNOWN.put("Subtract", call -> Branches.withNumber(call, "Sub"));
        KNOWN.put("TrueDivide", call -> Branches.withNumber(call, "Div"));
        KNOWN.put("Average", call -> Branches.combined(call, "Mean"));
        KNOWN.put("Maximum", call -> Branches.combined(call, "Max"));
        KNOWN.put("Concatenate", Branches::concatenated);
        IDLE.forEach(name -> KNOWN.put(name, Call::input));
    }

    private Layers() {}

    /** Draws a call up, and says which value it gives. */
    static String draw(Call call) {
        Function<Call, String> known = KNOWN.get(className(call.settings()));
        if (known == null) {
            throw call.settings()
                    .unsupported(advice(call.settings()) + "; known are " + String.join(", ", KNOWN.keySet()));
        }
        return known.apply(call);
    }

    private static String className(Settings settings) {
        return settings.className().equals("TFOpLambda")
                ? OPERATORS.getOrDefault(settings.text("function", ""), "TFOpLambda")
                : settings.className();
    }

    private static String advice(Settings settings) {
        String className = settings.className().toLowerCase(Locale.ROOT);
        if (className.equals("lambda")) {
            return "runs Python code from the file, which is never done; replace it by layers of Keras";
        }
        if (className.contains("oplambda") || className.contains("tensorflowop")) {
            return "is the function '" + settings.text("function", "?")
                    + "' of TensorFlow; replace it by a layer of Keras";
        }
        return "has no counterpart; replace it by others";
    }
}
