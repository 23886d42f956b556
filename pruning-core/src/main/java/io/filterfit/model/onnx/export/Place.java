package io.filterfit.model.onnx.export;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onnx.Onnx.AttributeProto;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One vertex on its way into the file: what it reads, its parameters, and the graph that it adds nodes to.
 *
 * <p>Tensors are named {@code vertex/Operator}, constants {@code vertex.what}; the vertex' last tensor gets the vertex' name.
 */
final class Place {

    /**
     * A tensor that a vertex reads.
     *
     * @param type as Deeplearning4j has it; an image is NCHW in the file in any case
     * @param flattened the image that this vector is made of, when {@code tensor} still is the image; else null
     */
    record Input(String tensor, InputType type, InputTypeConvolutional flattened) {

        static Input of(String tensor, InputType type) {
            return new Input(tensor, type, null);
        }

        boolean isImage() {
            return type instanceof InputTypeConvolutional;
        }
    }

    private final OnnxGraph graph;
    private final String name;
    private final String kind;
    private final CNN2DFormat layout;
    private final Map<String, INDArray> parameters;
    private final List<Input> inputs;

    /**
     * @param kind of vertex or layer, for messages
     * @param layout in which the network computes
     * @param parameters of the layer, by Deeplearning4j's keys
     */
    Place(
            OnnxGraph graph,
            String name,
            String kind,
            CNN2DFormat layout,
            Map<String, INDArray> parameters,
            List<Input> inputs) {
        this.graph = graph;
        this.name = name;
        this.kind = kind;
        this.layout = layout;
        this.parameters = parameters;
        this.inputs = inputs;
    }

    Place reading(Input input) {
        return new Place(graph, name, kind, layout, parameters, List.of(input));
    }

    String name() {
        return name;
    }

    CNN2DFormat layout() {
        return layout;
    }

    boolean channelsLast() {
        return layout == CNN2DFormat.NHWC;
    }

    List<Input> inputs() {
        return inputs;
    }

    /** The tensors that the vertex reads, in order. */
    List<String> tensors() {
        return inputs.stream().map(Input::tensor).toList();
    }

    /** The first tensor that the vertex reads; a flattened image in the order in which Deeplearning4j flattens. */
    String input() {
        Input first = inputs.get(0);
        return first.flattened() == null ? first.tensor() : flatten(first);
    }

    private String flatten(Input input) {
        boolean permuted = input.flattened().getFormat() == CNN2DFormat.NHWC;
        String image = permuted
                ? add("Transpose", List.of(input.tensor()), Attributes.integers("perm", 0, 2, 3, 1))
                : input.tensor();
        return add("Flatten", List.of(image), Attributes.integer("axis", 1));
    }

    boolean readsImage() {
        return inputs.get(0).isImage();
    }

    /** The image that the vertex reads. */
    InputTypeConvolutional image() {
        return inputs.get(0).type() instanceof InputTypeConvolutional image ? image : wantsImages();
    }

    private InputTypeConvolutional wantsImages() {
        throw unsupported("reads no images");
    }

    Map<String, INDArray> parameters() {
        return parameters;
    }

    Optional<INDArray> parameter(String key) {
        return Optional.ofNullable(parameters.get(key));
    }

    /** Adds a node that reads these tensors. */
    String add(String operator, List<String> tensors, AttributeProto... attributes) {
        return graph.node(operator, name + "/" + operator, tensors, attributes);
    }

    /** Adds a node that reads one tensor. */
    String add(String operator, String tensor, AttributeProto... attributes) {
        return add(operator, List.of(tensor), attributes);
    }

    /** Adds the array as a constant, in float32 and of its own shape. */
    String constant(String what, INDArray array) {
        float[] values = array.castTo(DataType.FLOAT).dup('c').data().asFloat();
        return constant(what, new Constant.Floats(values, array.shape()));
    }

    String scalar(String what, double value) {
        return constant(what, new Constant.Floats(new float[] {(float) value}));
    }

    String constant(String what, Constant constant) {
        return graph.constant(name + "." + what, constant);
    }

    /** @param what completes the sentence "'name', a Kind, ..." */
    CompressionException unsupported(String what) {
        return new CompressionException(
                FailureReason.MODEL_UNSUPPORTED,
                "The network cannot be written as ONNX: '" + name + "', a " + kind + ", " + what);
    }
}
