package io.filterfit.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.filterfit.model.ModelFile;
import io.filterfit.model.ReadLimits;
import io.filterfit.model.keras.KerasLayer.Argument;
import io.filterfit.model.keras.KerasLayer.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A model as the configuration has it, of either version of Keras; a sequential one is the functional one it stands for.
 *
 * @param layers in the order of the file
 * @param inputs the outputs of its input layers
 * @param outputs what it gives
 */
record KerasModel(List<KerasLayer> layers, List<Reference> inputs, List<Reference> outputs) {

    private static final Set<String> FUNCTIONAL = Set.of("Functional", "Model");
    private static final String SEQUENTIAL = "Sequential";
    private static final int DEEPEST = 8;

    /** @throws io.filterfit.spec.CompressionException if that is no configuration of a model */
    static KerasModel parse(ModelFile file, ReadLimits limits, JsonNode root) {
        return new Parser(file, limits.maximumLayers()).model(root, 0);
    }

    /** Reads one configuration. */
    private static final class Parser {

        private final ModelFile file;
        private int layersLeft;

        Parser(ModelFile file, int maximumLayers) {
            this.file = file;
            this.layersLeft = maximumLayers;
        }

        KerasModel model(JsonNode entry, int depth) {
            String className = entry.path("class_name").asText("");
            JsonNode config = entry.path("config");
            boolean sequential = className.equals(SEQUENTIAL);
            if (!sequential && !FUNCTIONAL.contains(className)) {
                throw file.unsupported("it is a '" + abbreviated(className)
                        + "', a class of its author's; build it with keras.Sequential or the functional keras.Model");
            }
            if (depth > DEEPEST) {
                throw file.unreadable("its models are nested too deeply; build it of fewer");
            }
            // Before Keras 2.2.3 a sequential model was nothing but its layers.
            JsonNode listed = config.isArray() ? config : config.path("layers");
            if (!listed.isArray() || listed.isEmpty()) {
                throw file.unreadable("its configuration holds no layers; save the model again");
            }
            return sequential ? sequential(entry, listed, depth) : functional(config, listed, depth);
        }

        private KerasModel functional(JsonNode config, JsonNode listed, int depth) {
            List<KerasLayer> layers = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (JsonNode entry : listed) {
                Settings settings = settings(entry);
                List<List<Argument>> calls = new ArrayList<>();
                for (JsonNode node : entry.path("inbound_nodes")) {
                    calls.add(arguments(settings, node));
                }
                if (!names.add(settings.layer())) {
                    throw file.unreadable("it has two layers named '" + settings.layer() + "'; save the model again");
                }
                layers.add(layer(entry, settings, calls, depth));
            }
            return new KerasModel(
                    layers, references(config.path("input_layers")), references(config.path("output_layers")));
        }

        private KerasModel sequential(JsonNode entry, JsonNode listed, int depth) {
            List<KerasLayer> layers = new ArrayList<>();
            for (JsonNode one : listed) {
                Settings settings = settings(one);
                if (layers.isEmpty() && !settings.className().equals("InputLayer")) {
                    layers.add(impliedInput(entry, settings));
                }
                boolean first = layers.isEmpty();
                List<List<Argument>> calls = first
                        ? List.of()
                        : List.of(List.of(new Argument(
                                new Reference(layers.get(layers.size() - 1).name(), 0, 0), 0)));
                layers.add(layer(one, settings, calls, depth));
            }
            return new KerasModel(
                    layers,
                    List.of(new Reference(layers.get(0).name(), 0, 0)),
                    List.of(new Reference(layers.get(layers.size() - 1).name(), 0, 0)));
        }

        /** Without a layer for it, the shape of the input stands with the first layer, or with the model. */
        private KerasLayer impliedInput(JsonNode entry, Settings first) {
            JsonNode shape = first.get("batch_input_shape");
            if (!shape.isArray()) {
                shape = entry.path("config").path("build_input_shape");
            }
            if (!shape.isArray()) {
                shape = entry.path("build_config").path("input_shape");
            }
            ObjectNode config = JsonNodeFactory.instance.objectNode();
            config.set("batch_shape", shape);
            String name = first.layer() + "_input";
            return new KerasLayer(name, new Settings(file, name, "InputLayer", config), List.of(), null);
        }

        private Settings settings(JsonNode entry) {
            if (--layersLeft < 0) {
                throw file.unreadable("it has more layers than are allowed; raise the limit if you trust it");
            }
            String className = abbreviated(entry.path("class_name").asText(""));
            JsonNode config = entry.path("config");
            String name = entry.hasNonNull("name")
                    ? entry.get("name").asText()
                    : config.path("name").asText("");
            if (className.isEmpty() || name.isEmpty()) {
                throw file.unreadable("one of its layers has no class or no name; save the model again");
            }
            return new Settings(file, abbreviated(name), className, config);
        }

        private KerasLayer layer(JsonNode entry, Settings settings, List<List<Argument>> calls, int depth) {
            boolean isModel = FUNCTIONAL.contains(settings.className())
                    || settings.className().equals(SEQUENTIAL);
            return new KerasLayer(settings.layer(), settings, calls, isModel ? model(entry, depth + 1) : null);
        }

        /** What a call takes: a list of references in Keras 2, serialised arguments in Keras 3. */
        private List<Argument> arguments(Settings settings, JsonNode node) {
            List<Argument> arguments = new ArrayList<>();
            if (node.isObject()) {
                node.path("args").forEach(argument -> collect(settings, argument, arguments));
                checkNamed(settings, node.path("kwargs"), arguments);
                return arguments;
            }
            // A single reference may stand alone.
            List<JsonNode> references = new ArrayList<>();
            if (node.path(0).isTextual()) {
                references.add(node);
            } else {
                node.forEach(references::add);
            }
            for (JsonNode reference : references) {
                arguments.add(new Argument(reference(reference), 0));
                checkNamed(settings, reference.path(3), arguments);
            }
            return arguments;
        }

        private void collect(Settings settings, JsonNode argument, List<Argument> arguments) {
            if (argument.isArray()) {
                argument.forEach(inner -> collect(settings, inner, arguments));
            } else if (argument.isNumber()) {
                arguments.add(new Argument(null, argument.doubleValue()));
            } else if (argument.path("class_name").asText("").equals("__keras_tensor__")) {
                arguments.add(new Argument(reference(argument.path("config").path("keras_history")), 0));
            } else if (!argument.isNull()) {
                throw settings.unsupported("is called with more than tensors and numbers; call layers on tensors only");
            }
        }

        /** Named arguments: a number beside the tensor as operators have it, or how to behave in training. */
        private void checkNamed(Settings settings, JsonNode named, List<Argument> arguments) {
            if (named.path("training").asBoolean(false)) {
                throw settings.unsupported("is called with training=True; leave that to fit() and predict()");
            }
            for (String key : List.of("y", "x2")) {
                if (named.hasNonNull(key)) {
                    JsonNode value = named.get(key);
                    if (value.isArray() && value.path(0).isTextual()) {
                        arguments.add(new Argument(reference(value), 0));
                    } else {
                        collect(settings, value, arguments);
                    }
                }
            }
        }

        private List<Reference> references(JsonNode listed) {
            List<Reference> references = new ArrayList<>();
            if (listed.path(0).isTextual()) {
                references.add(reference(listed));
            } else {
                listed.forEach(one -> references.add(reference(one)));
            }
            if (references.isEmpty()) {
                throw file.unreadable("its model has no inputs or no outputs; save the model again");
            }
            return references;
        }

        private Reference reference(JsonNode node) {
            if (!node.path(0).isTextual()
                    || !node.path(1).canConvertToInt()
                    || !node.path(2).canConvertToInt()) {
                throw file.unreadable(
                        "its layers are connected in a way that Keras does not write; save the model again");
            }
            return new Reference(
                    abbreviated(node.get(0).asText()),
                    node.get(1).intValue(),
                    node.get(2).intValue());
        }

        private static String abbreviated(String name) {
            return name.length() <= 200 ? name : name.substring(0, 200) + "...";
        }
    }
}
