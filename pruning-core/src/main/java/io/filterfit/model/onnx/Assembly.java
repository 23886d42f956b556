package io.filterfit.model.onnx;

import io.filterfit.model.InputShape;
import io.filterfit.model.vertex.ChannelSelection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network under construction, in NHWC. */
final class Assembly {

    static final CNN2DFormat LAYOUT = CNN2DFormat.NHWC;

    private final OnnxGraph graph;
    private final Map<String, Integer> readers;
    private final Map<String, Added> added = new LinkedHashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Map<String, float[]>> parameters = new LinkedHashMap<>();
    private final Map<String, String> outputs = new HashMap<>();

    private Assembly(OnnxGraph graph) {
        this.graph = graph;
        this.readers = graph.readers();
    }

    /** A layer or a vertex, the other being null, and what it reads. */
    private record Added(Layer layer, GraphVertex vertex, List<String> from) {}

    /** The network that computes a graph whose values all have shapes. */
    static ComputationGraph network(OnnxGraph graph) {
        return new Assembly(graph).network();
    }

    private ComputationGraph network() {
        graph.inputs().forEach(this::addInput);
        for (OnnxNode node : graph.nodes()) {
            Operators.of(node).build(node, this);
        }
        graph.outputs().forEach(this::addOutput);
        graph.inputs().forEach(this::letALayerSeeFirst);
        ComputationGraphConfiguration configuration = configuration();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init(Nd4j.create(DataType.FLOAT, 1, lengthOf(configuration)), false);
        parameters.forEach((layer, values) -> fill(network, layer, values));
        return network;
    }

    private ComputationGraphConfiguration configuration() {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.RELU)
                .updater(new Nesterovs(0.1, 0.9))
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                // Logits under a loss that expects probabilities: whoever trains the network knows.
                .validateOutputLayerConfig(false);
        builder.addInputs(graph.inputs());
        builder.setInputTypes(graph.inputs().stream().map(this::inputType).toArray(InputType[]::new));
        added.forEach((name, part) -> {
            String[] from = part.from().toArray(String[]::new);
            if (part.layer() == null) {
                builder.addVertex(name, part.vertex(), from);
            } else {
                builder.addLayer(name, part.layer(), from);
            }
        });
        builder.setOutputs(graph.outputs().stream().map(outputs::get).toArray(String[]::new));
        ComputationGraphConfiguration configuration = builder.build();
        graph.inputs().forEach(input -> pin(configuration, input));
        return configuration;
    }

    private static long lengthOf(ComputationGraphConfiguration configuration) {
        return configuration.getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(false))
                .sum();
    }

    private static void fill(ComputationGraph network, String layer, Map<String, float[]> values) {
        values.forEach((key, array) -> {
            INDArray parameter = network.getLayer(layer).getParam(key);
            parameter.assign(Nd4j.create(array, parameter.shape(), 'c'));
        });
    }

    private void addInput(String input) {
        long[] shape = graph.shape(input);
        names.add(input);
        places.put(input, shape.length == 4 ? Place.image(input, shape) : Place.vector(input, shape[1]));
    }

    /** The size of the images is pinned to the first layer that sees them, and there has to be one. */
    private void letALayerSeeFirst(String input) {
        if (added.values().stream()
                .anyMatch(part -> part.layer() != null && part.from().contains(input))) {
            return;
        }
        String first = free(input + ".image");
        added.replaceAll((name, part) -> new Added(
                part.layer(),
                part.vertex(),
                part.from().stream()
                        .map(from -> from.equals(input) ? first : from)
                        .toList()));
        added.put(first, new Added(activation(new ActivationIdentity()), null, List.of(input)));
    }

    private InputType inputType(String input) {
        long[] shape = graph.shape(input);
        return shape.length == 4
                ? InputType.convolutional(shape[2], shape[3], shape[1], LAYOUT)
                : InputType.feedForward(shape[1]);
    }

    private void pin(ComputationGraphConfiguration configuration, String input) {
        long[] shape = graph.shape(input);
        if (shape.length == 4) {
            new InputShape((int) shape[2], (int) shape[3], (int) shape[1], LAYOUT).pin(configuration, input);
        }
    }

    /** The layer with a loss that the network ends in, so that it can be trained. */
    private void addOutput(String value) {
        if (outputs.containsKey(value)) {
            return;
        }
        Place place = place(value);
        if (place.form() == Place.Form.FLATTENED) {
            place = vector(value, place);
        }
        end(value, value, place, new ActivationIdentity());
    }

    private static Layer lossLayer(Place place, IActivation activation) {
        if (place.isImage()) {
            return new CnnLossLayer.Builder(LossFunction.MCXENT)
                    .format(LAYOUT)
                    .activation(activation)
                    .build();
        }
        LossLayer layer = new LossLayer.Builder(LossFunction.MCXENT)
                .activation(activation)
                .build();
        layer.setNIn(place.channels());
        layer.setNOut(place.channels());
        return layer;
    }

    /** Ends the network here, for one of the graph's outputs: with an activation function, and a loss. */
    void end(String value, String name, Place place, IActivation function) {
        Place end = layer(name, lossLayer(place, function), place);
        place(value, end);
        ends(value, end);
    }

    /** Whether a value is an output of the graph, and nothing else. */
    boolean isFinal(String value) {
        return graph.outputs().contains(value) && readers.get(value) == 1;
    }

    /** Whether all who read a value only look at it in another shape. */
    boolean isFlattened(String value) {
        return graph.nodes().stream()
                .filter(node -> node.inputs().contains(value))
                .allMatch(node -> View.NAMES.contains(node.operator()));
    }

    /** Says that this vertex, which has a loss, gives an output of the graph. */
    void ends(String value, Place place) {
        outputs.put(value, place.vertex());
    }

    OnnxGraph graph() {
        return graph;
    }

    /** Where a value is. */
    Place place(String value) {
        return places.get(value);
    }

    void place(String value, Place place) {
        places.put(value, place);
    }

    /** Where an input of a node is, as an image. */
    Place image(OnnxNode node, int input) {
        Place place = input(node, input);
        node.require(place.isImage(), "takes a value that is no image any more");
        return place;
    }

    /** Where an input of a node is, which must not be a constant. */
    Place input(OnnxNode node, int input) {
        Place place = places.get(node.input(input));
        node.require(place != null, "takes a constant where an activation belongs");
        return place;
    }

    /** A constant input of a node. */
    Tensor constant(OnnxNode node, int input, String what) {
        return graph.constant(node.input(input))
                .orElseThrow(() -> node.unsupported("computes its " + what + "; only constant ones are known"));
    }

    /** A flattened image as the vector that ONNX means. */
    Place vector(String name, Place place) {
        if (place.isVector()) {
            return place;
        }
        Place flat = flattened(name + ".flat", place);
        if (place.pixels() == 1) {
            return flat;
        }
        int[] channels = new int[place.length()];
        IntStream.range(0, channels.length).forEach(index -> channels[place.onnxIndex(index)] = index);
        return selection(name + ".order", channels, flat);
    }

    /** An image as a vector in the order h, w, c. */
    Place flattened(String name, Place image) {
        return Place.vector(
                vertex(
                        name,
                        new PreprocessorVertex(new CnnToFeedForwardPreProcessor(
                                image.height(), image.width(), image.channels(), LAYOUT)),
                        image.vertex()),
                image.length());
    }

    /** Some channels of an image, or of a vector. */
    Place selection(String name, int[] channels, Place from) {
        String selection = vertex(name, new ChannelSelection(channels, LAYOUT), from.vertex());
        return new Place(selection, from.form(), channels.length, from.height(), from.width());
    }

    static Layer activation(IActivation function) {
        return new ActivationLayer.Builder().activation(function).build();
    }

    /** Adds a layer that gives what it takes in form and extent. */
    Place layer(String name, Layer layer, Place from) {
        return from.at(layer(name, layer, from.vertex()));
    }

    /** Adds a layer, and says what it is called. */
    String layer(String name, Layer layer, String from) {
        String free = free(name);
        added.put(free, new Added(layer, null, List.of(from)));
        return free;
    }

    String vertex(String name, GraphVertex vertex, String... from) {
        String free = free(name);
        added.put(free, new Added(null, vertex, List.of(from)));
        return free;
    }

    /** What a layer's parameter is to hold, in row-major order of its shape. */
    void parameter(String layer, String key, float... values) {
        parameters.computeIfAbsent(layer, any -> new LinkedHashMap<>()).put(key, values);
    }

    private String free(String name) {
        String free = name;
        while (!names.add(free)) {
            free += "_";
        }
        return free;
    }
}
