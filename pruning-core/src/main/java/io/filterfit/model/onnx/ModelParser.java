package io.filterfit.model.onnx;

import io.filterfit.model.ReadLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.CodedInputStream;

/** From the bytes of a file to its graph as it stands there: nodes, initial values, the shapes of the inputs. */
final class ModelParser {

    static final int OLDEST_OPSET = 11;
    static final int NEWEST_OPSET = 21;

    private static final Set<String> OWN_DOMAIN = Set.of("", "ai.onnx");

    private final ReadLimits limits;
    private final Budget budget;
    private final TensorReader tensors;

    ModelParser(Path file, ReadLimits limits) {
        this.limits = limits;
        this.budget = new Budget(limits.maximumInflatedBytes());
        this.tensors = new TensorReader(budget, new ExternalData(file, budget));
    }

    /** What folding may still allocate. */
    Budget budget() {
        return budget;
    }

    /** The graph, of which nothing is folded yet: only the inputs have shapes. */
    OnnxGraph parse(byte[] content) {
        ModelProto model = model(content);
        checkOpset(model);
        GraphProto graph = model.getGraph();
        Map<String, Tensor> constants = new HashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            if (constants.put(tensor.getName(), tensors.read(tensor)) != null) {
                throw OnnxException.damaged("it holds two tensors named '" + tensor.getName() + "'");
            }
        }
        if (graph.getSparseInitializerCount() > 0) {
            throw OnnxException.unsupported("it holds sparse tensors; export the model with dense ones");
        }
        Map<String, long[]> shapes = new LinkedHashMap<>();
        Long batch = null;
        for (ValueInfoProto input : graph.getInputList()) {
            if (!constants.containsKey(input.getName())) {
                long[] shape = shape(input);
                if (batch != null && batch != shape[0]) {
                    throw OnnxException.unsupported("its inputs do not take the same number of images");
                }
                batch = shape[0];
                shapes.put(input.getName(), shape);
            }
        }
        List<String> outputs =
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        if (batch == null || outputs.isEmpty()) {
            throw OnnxException.damaged("its graph has no input or no output; export the model again");
        }
        return new OnnxGraph(
                nodes(graph), constants, shapes, List.copyOf(shapes.keySet()), List.copyOf(outputs), batch);
    }

    private ModelProto model(byte[] content) {
        try {
            // A budget of its own: what the parser allocates is gone when the network is built.
            new WireScreen(new Budget(limits.maximumInflatedBytes()), limits.maximumLayers()).check(content);
            CodedInputStream input = CodedInputStream.newInstance(content);
            input.setSizeLimit(Integer.MAX_VALUE);
            input.enableAliasing(true);
            ModelProto model = ModelProto.parseFrom(input);
            if (model.getGraph().getNodeCount() > 0) {
                return model;
            }
        } catch (IOException e) {
            throw noModel(e);
        }
        throw noModel(null);
    }

    private static OnnxException noModel(IOException cause) {
        return OnnxException.damaged(
                "it is neither a Deeplearning4j zip nor an ONNX model; save the network with ModelSerializer or"
                        + " export it to ONNX",
                cause);
    }

    private static void checkOpset(ModelProto model) {
        long opset = model.getOpsetImportList().stream()
                .filter(set -> OWN_DOMAIN.contains(set.getDomain()))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(1);
        if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
            throw OnnxException.unsupported("it is written in opset " + opset + "; export it with one from "
                    + OLDEST_OPSET + " to " + NEWEST_OPSET);
        }
    }

    /** [n, c, h, w] or [n, f]; n is {@link Batch#SYMBOLIC} where the model leaves it open. */
    private static long[] shape(ValueInfoProto input) {
        TypeProto.Tensor type = input.getType().getTensorType();
        if (type.getElemType() != TensorProto.DataType.FLOAT_VALUE) {
            throw OnnxException.unsupported("its input '" + input.getName() + "' is not of float32 numbers");
        }
        List<Dimension> dimensions = type.getShape().getDimList();
        long[] shape = new long[dimensions.size()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = dimensions.get(axis).getDimValue();
            if (axis == 0 && shape[axis] <= 0) {
                shape[axis] = Batch.SYMBOLIC;
            } else if (shape[axis] <= 0) {
                throw OnnxException.unsupported("its input '" + input.getName()
                        + "' has no fixed size, and a network's cost depends on it; export it for images of one size");
            }
        }
        if (shape.length != 4 && shape.length != 2) {
            throw OnnxException.unsupported("its input '" + input.getName() + "' is of shape " + Shapes.text(shape)
                    + "; images are [n, channels, height, width]");
        }
        Shapes.elements(new long[] {shape[1], shape.length == 4 ? shape[2] : 1, shape.length == 4 ? shape[3] : 1});
        return shape;
    }

    private List<OnnxNode> nodes(GraphProto graph) {
        List<OnnxNode> nodes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (NodeProto proto : graph.getNodeList()) {
            if (proto.getOutputCount() == 0) {
                throw OnnxException.damaged("its node '" + proto.getName() + "' gives nothing");
            }
            String name = proto.getName().isBlank() ? proto.getOutput(0) : proto.getName();
            if (!names.add(name)) {
                name += ":" + proto.getOutput(0);
                names.add(name);
            }
            OnnxNode node = new OnnxNode(
                    name,
                    proto.getOpType(),
                    List.copyOf(proto.getInputList()),
                    List.copyOf(proto.getOutputList()),
                    attributes(proto));
            node.require(
                    OWN_DOMAIN.contains(proto.getDomain()),
                    "is of the domain '" + proto.getDomain() + "'; only operators of ONNX itself are known");
            nodes.add(node);
        }
        return nodes;
    }

    private Map<String, Object> attributes(NodeProto node) {
        Map<String, Object> attributes = new HashMap<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            Object value = value(node, attribute);
            if (value != null) {
                attributes.put(attribute.getName(), value);
            }
        }
        return attributes;
    }

    private Object value(NodeProto node, AttributeProto attribute) {
        return switch (attribute.getType()) {
            case INT -> attribute.getI();
            case FLOAT -> attribute.getF();
            case STRING -> attribute.getS().toStringUtf8();
            case INTS -> attribute.getIntsList().stream().mapToLong(i -> i).toArray();
            case FLOATS -> {
                float[] values = new float[attribute.getFloatsCount()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = attribute.getFloats(i);
                }
                yield values;
            }
            case TENSOR -> tensors.read(attribute.getT());
            case GRAPH, GRAPHS ->
                throw OnnxException.unsupported("node '" + node.getName() + "' (" + node.getOpType()
                        + ") holds graphs of its own; export the model without branches and loops");
            default -> null;
        };
    }
}
