package io.filterfit.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.LayerVertex;

/**
 * Looks a network's configuration over before Deeplearning4j does.
 *
 * <p>Jackson as Deeplearning4j configures it takes class names from three places: an object's {@code @class}, a distribution's
 * {@code type}, and, for any polymorphic value, the first element of an array. The first two must be listed in {@link
 * KnownClasses}; an array may begin with a string only where a list of names belongs.
 */
final class ConfigurationScreen {

    private static final int MAXIMUM_NESTING = 64;
    private static final int MAXIMUM_STRING = 100_000;
    private static final Set<String> TYPE_KEYS = Set.of("@class", "type");

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAXIMUM_NESTING)
                            .maxStringLength(MAXIMUM_STRING)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ModelFile file;
    private final ReadLimits limits;
    private final Deque<String> path = new ArrayDeque<>();

    private ConfigurationScreen(ModelFile file, ReadLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /** What was looked over, written anew so that Deeplearning4j sees exactly that, and which kind of network it is. */
    record Screened(Network.Kind kind, String json) {}

    static Screened screen(ModelFile file, byte[] configuration, ReadLimits limits) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(configuration);
        } catch (JsonProcessingException e) {
            throw file.unreadable(
                    "its configuration is no valid JSON (" + e.getOriginalMessage() + "); save the network again", e);
        }
        ConfigurationScreen screen = new ConfigurationScreen(file, limits);
        Network.Kind kind = screen.kindOf(root);
        screen.walk(root);
        return new Screened(kind, JSON.writeValueAsString(root));
    }

    private Network.Kind kindOf(JsonNode root) {
        JsonNode vertices = root.path("vertices");
        JsonNode layers = root.path("confs");
        if (vertices.isObject() && !root.has("confs")) {
            checkCount(vertices.size());
            vertices.fields().forEachRemaining(vertex -> checkVertex(vertex.getKey(), vertex.getValue()));
            return Network.Kind.COMPUTATION_GRAPH;
        }
        if (layers.isArray() && !root.has("vertices")) {
            checkCount(layers.size());
            for (int i = 0; i < layers.size(); i++) {
                JsonNode layer = layers.get(i).path("layer");
                checkStructure(layer.path("layerName").asText("layer" + i), layer);
            }
            return Network.Kind.MULTI_LAYER;
        }
        throw file.unreadable(
                "its configuration is neither that of a ComputationGraph nor of a MultiLayerNetwork; save the"
                        + " network with ModelSerializer");
    }

    private void checkCount(int layers) {
        if (layers < 1 || layers > limits.maximumLayers()) {
            throw file.unreadable("its network has " + layers + " layers, and between 1 and " + limits.maximumLayers()
                    + " are allowed");
        }
    }

    private void checkVertex(String name, JsonNode vertex) {
        String className = vertex.path("@class").asText("");
        if (className.equals(LayerVertex.class.getName())) {
            checkStructure(name, vertex.path("layerConf").path("layer"));
        } else {
            checkStructure(name, vertex);
        }
    }

    /** A layer of Deeplearning4j that is not known here is unsupported, not hostile, and deserves its name in the message. */
    private void checkStructure(String name, JsonNode layer) {
        if (!layer.path("@class").isTextual()) {
            throw file.unreadable(
                    "its layer '" + name + "' names no class, as in files from before Deeplearning4j 1.0.0-beta;"
                            + " load and save the network with a newer version");
        }
        String className = layer.path("@class").textValue();
        if (!KnownClasses.contains(className) && className.startsWith("org.deeplearning4j.nn.conf.")) {
            throw file.unsupported("layer '" + name + "' is of type "
                    + className.substring(className.lastIndexOf('.') + 1) + "; supported are "
                    + KnownClasses.structureNames());
        }
    }

    private void walk(JsonNode node) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                path.addLast(field.getKey());
                if (TYPE_KEYS.contains(field.getKey())) {
                    checkClassName(field.getValue());
                }
                walk(field.getValue());
                path.removeLast();
            }
        } else if (node.isArray()) {
            if (node.size() > 0 && node.get(0).isTextual() && !namesBelongHere()) {
                throw file.unreadable("its configuration holds a list of names at '" + String.join("/", path)
                        + "', where none belongs; save the network again");
            }
            for (JsonNode element : node) {
                path.addLast("[]");
                walk(element);
                path.removeLast();
            }
        }
    }

    private void checkClassName(JsonNode value) {
        if (!value.isTextual() || !KnownClasses.contains(value.textValue())) {
            throw file.unreadable("its configuration names the class '" + abbreviate(value.asText()) + "' at '"
                    + String.join("/", path)
                    + "', which is not one of Deeplearning4j's that FilterFit knows; use built-in"
                    + " classes");
        }
    }

    /** Whether the path is that of a list of layer or parameter names. */
    private boolean namesBelongHere() {
        String[] keys = path.toArray(String[]::new);
        if (keys.length == 1) {
            return Set.of("networkInputs", "networkOutputs", "topologicalOrderStr")
                    .contains(keys[0]);
        }
        boolean inputsOfVertex = keys.length == 2 && keys[0].equals("vertexInputs");
        boolean variablesOfLayer = keys[keys.length - 1].equals("variables")
                && ((keys.length == 2 && keys[0].equals("defaultConfiguration"))
                        || (keys.length == 3 && keys[0].equals("confs"))
                        || (keys.length == 4 && keys[0].equals("vertices") && keys[2].equals("layerConf")));
        return inputsOfVertex || variablesOfLayer;
    }

    private static String abbreviate(String text) {
        return text.length() <= 120 ? text : text.substring(0, 120) + "...";
    }
}
