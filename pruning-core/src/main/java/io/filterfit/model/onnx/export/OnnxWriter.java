package io.filterfit.model.onnx.export;

import io.filterfit.model.ActivationTypes;
import io.filterfit.model.AtomicFile;
import io.filterfit.model.InputShape;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes networks as ONNX: opset 17, float32, images [N, channels, height, width] and vectors [N, features] for any batch N.
 *
 * <p>Inputs and outputs bear the names that they have in the network, and what a vertex puts out bears the vertex' name. Equal networks give
 * equal bytes. What only training needs (dropout, losses, updaters) is left out.
 */
public final class OnnxWriter {

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final String BATCH = "N";
    private static final String PRODUCER = "FilterFit";

    /** Protocol buffers end at 2 GiB; the nodes need far less than what is kept for them. */
    private static final long MAXIMUM_BYTES = Integer.MAX_VALUE - (64L << 20);

    private final ComputationGraph network;
    private final ComputationGraphConfiguration configuration;
    private final CNN2DFormat layout;
    private final Map<String, InputType> types;
    private final OnnxGraph graph;
    private final Map<String, String> tensors = new HashMap<>();

    private OnnxWriter(ComputationGraph network) {
        this.network = network;
        this.configuration = network.getConfiguration();
        this.layout = InputShape.layoutOf(configuration);
        this.types = ActivationTypes.of(network);
        this.graph = new OnnxGraph(types.keySet());
    }

    /**
     * Writes the file whole or not at all.
     *
     * @param network whose input shape is pinned ({@link InputShape})
     * @throws CompressionException MODEL_UNSUPPORTED, naming the vertex, if something in the network has no counterpart in ONNX, if
     *     no input shape is pinned or if the file would exceed 2 GB
     * @throws IOException if the file cannot be written
     */
    public static void write(ComputationGraph network, OnnxOptions options, Path path) throws IOException {
        ModelProto model = new OnnxWriter(network).model(options);
        AtomicFile.write(path, model::writeTo);
    }

    private ModelProto model(OnnxOptions options) {
        configuration.getNetworkInputs().forEach(input -> tensors.put(input, input));
        for (int index : network.topologicalSortOrder()) {
            String name = network.getVertices()[index].getVertexName();
            if (!tensors.containsKey(name)) {
                tensors.put(name, export(name, configuration.getVertices().get(name)));
            }
        }
        if (options.foldBatchNorm()) {
            BatchNormFolding.fold(graph, new LinkedHashSet<>(configuration.getNetworkOutputs()));
        }
        PaddedPoolings.keepApart(graph);
        requireRoom();
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(PRODUCER)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graphProto());
        options.metadata()
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    /** The tensor that holds what the vertex puts out; it has the vertex' name unless the vertex does nothing. */
    private String export(String name, GraphVertex vertex) {
        List<Place.Input> inputs = configuration.getVertexInputs().get(name).stream()
                .map(input -> Place.Input.of(tensors.get(input), types.get(input)))
                .toList();
        Place place = new Place(graph, name, kindOf(vertex), layout, parametersOf(name, vertex), inputs);
        int before = graph.nodes().size();
        String output = VertexExporters.of(vertex).export(vertex, place);
        if (graph.nodes().size() == before) {
            if (!configuration.getNetworkOutputs().contains(name)) {
                return output;
            }
            place.add("Identity", output);
        }
        graph.renameLast(name);
        return name;
    }

    private static String kindOf(GraphVertex vertex) {
        Object kind = vertex instanceof LayerVertex layer ? layer.getLayerConf().getLayer() : vertex;
        return kind.getClass().getSimpleName();
    }

    private Map<String, INDArray> parametersOf(String name, GraphVertex vertex) {
        if (!(vertex instanceof LayerVertex)) {
            return Map.of();
        }
        Map<String, INDArray> parameters = network.getLayer(name).paramTable(false);
        return parameters == null ? Map.of() : parameters;
    }

    private void requireRoom() {
        long bytes =
                graph.constants().values().stream().mapToLong(Constant::bytes).sum();
        if (bytes > MAXIMUM_BYTES) {
            throw new CompressionException(
                    FailureReason.MODEL_UNSUPPORTED,
                    "The network cannot be written as ONNX: its parameters take " + (bytes >> 20)
                            + " MiB, and such a file ends at 2 GiB; write it as a Deeplearning4j zip");
        }
    }

    private GraphProto graphProto() {
        GraphProto.Builder proto = GraphProto.newBuilder().setName("network");
        configuration.getNetworkInputs().forEach(input -> proto.addInput(value(input)));
        proto.addAllNode(graph.nodes());
        graph.constants().forEach((name, constant) -> proto.addInitializer(constant.toTensor(name)));
        configuration.getNetworkOutputs().forEach(output -> proto.addOutput(value(output)));
        return proto.build();
    }

    private ValueInfoProto value(String name) {
        TensorShapeProto.Builder shape =
                TensorShapeProto.newBuilder().addDim(dimension().setDimParam(BATCH));
        for (long size : sizes(types.get(name))) {
            shape.addDim(dimension().setDimValue(size));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static long[] sizes(InputType type) {
        return type instanceof InputTypeConvolutional image
                ? new long[] {image.getChannels(), image.getHeight(), image.getWidth()}
                : new long[] {type.arrayElementsPerExample()};
    }

    private static TensorShapeProto.Dimension.Builder dimension() {
        return TensorShapeProto.Dimension.newBuilder();
    }
}
