package io.filterfit.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.protobuf.ByteString;

/** A small ONNX model under construction, with random weights. */
final class TestModel {

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final Random random = new Random(7);
    private long opset = 17;

    /** With one input "x" of any number of images. */
    static TestModel ofImages(int channels, int height, int width) {
        return new TestModel().input("x", channels, height, width);
    }

    TestModel opset(long version) {
        opset = version;
        return this;
    }

    TestModel input(String name, int... shape) {
        graph.addInput(value(name, shape));
        return this;
    }

    TestModel output(String name) {
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .build())));
        return this;
    }

    private static ValueInfoProto.Builder value(String name, int... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        Arrays.stream(shape)
                .forEach(size -> dimensions.addDim(
                        TensorShapeProto.Dimension.newBuilder().setDimValue(size)));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(dimensions)));
    }

    /** Normally distributed weights. */
    TestModel weights(String name, long... shape) {
        return floats(name, shape, i -> (float) random.nextGaussian());
    }

    /** Weights between 0.5 and 1.5, as variances are. */
    TestModel positive(String name, long... shape) {
        return floats(name, shape, i -> 0.5f + random.nextFloat());
    }

    TestModel floats(String name, long[] shape, Values values) {
        int length = Math.toIntExact(Shapes.elements(shape));
        ByteBuffer bytes = ByteBuffer.allocate(length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length; i++) {
            bytes.putFloat(values.at(i));
        }
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(Arrays.stream(shape).boxed().toList())
                .setRawData(ByteString.copyFrom(bytes.flip())));
        return this;
    }

    interface Values {
        float at(int index);
    }

    TestModel scalar(String name, float value) {
        return floats(name, new long[0], i -> value);
    }

    TestModel longs(String name, long... values) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length)
                .addAllInt64Data(Arrays.stream(values).boxed().toList()));
        return this;
    }

    TestModel index(String name, long value) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addInt64Data(value));
        return this;
    }

    TestModel initializer(TensorProto tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    /** @param attributes name, value, name, value ... */
    TestModel node(String operator, String inputs, String outputs, Object... attributes) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator + "_" + graph.getNodeCount())
                .addAllInput(names(inputs))
                .addAllOutput(names(outputs));
        for (int i = 0; i < attributes.length; i += 2) {
            node.addAttribute(attribute((String) attributes[i], attributes[i + 1]));
        }
        graph.addNode(node);
        return this;
    }

    private static List<String> names(String names) {
        return names.isEmpty()
                ? List.of()
                : List.of(names.split(" ", -1)).stream()
                        .map(name -> name.equals("_") ? "" : name)
                        .toList();
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Integer whole) {
            return attribute
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(whole)
                    .build();
        } else if (value instanceof Float real) {
            return attribute
                    .setType(AttributeProto.AttributeType.FLOAT)
                    .setF(real)
                    .build();
        } else if (value instanceof String text) {
            return attribute
                    .setType(AttributeProto.AttributeType.STRING)
                    .setS(ByteString.copyFromUtf8(text))
                    .build();
        }
        return attribute
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(Arrays.stream((int[]) value)
                        .mapToObj(whole -> (long) whole)
                        .toList())
                .build();
    }

    static int[] ints(int... values) {
        return values;
    }

    ModelProto build() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
    }

    Path write(Path directory) throws IOException {
        Path file = directory.resolve("model.onnx");
        Files.write(file, build().toByteArray());
        return file;
    }

    /** Reads a file, and by how much its outputs differ from ONNX Runtime's, as a share of the largest. */
    static double difference(Path file) throws OrtException {
        return difference(file, Networks.read(file));
    }

    static double difference(Path file, Network network) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        int images = 3;
        Random random = new Random(11);
        try (OrtSession session = environment.createSession(file.toString())) {
            Map<String, OnnxTensor> feed = new LinkedHashMap<>();
            INDArray[] inputs = new INDArray[network.graph().getNumInputArrays()];
            for (int i = 0; i < inputs.length; i++) {
                String name =
                        network.graph().getConfiguration().getNetworkInputs().get(i);
                long[] shape = ((TensorInfo) session.getInputInfo().get(name).getInfo())
                        .getShape()
                        .clone();
                shape[0] = shape[0] < 0 ? images : shape[0];
                float[] values = new float[Math.toIntExact(Shapes.elements(shape))];
                for (int j = 0; j < values.length; j++) {
                    values[j] = (float) random.nextGaussian();
                }
                feed.put(name, OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape));
                INDArray input = Nd4j.create(values, shape, 'c');
                inputs[i] = shape.length == 4 ? input.permute(0, 2, 3, 1).dup('c') : input;
            }
            INDArray[] actual = network.graph().output(inputs);
            double difference = 0;
            try (OrtSession.Result expected = session.run(feed)) {
                for (int i = 0; i < actual.length; i++) {
                    difference = Math.max(difference, difference((OnnxTensor) expected.get(i), actual[i]));
                }
            }
            return difference;
        }
    }

    private static double difference(OnnxTensor expected, INDArray actual) {
        FloatBuffer values = expected.getFloatBuffer();
        INDArray inOrder = actual.rank() == 4 ? actual.permute(0, 3, 1, 2).dup('c') : actual.dup('c');
        float[] computed = inOrder.data().asFloat();
        if (values.remaining() != computed.length) {
            return Double.POSITIVE_INFINITY;
        }
        double difference = 0;
        double largest = 0;
        for (float value : computed) {
            double wanted = values.get();
            difference = Math.max(difference, Math.abs(wanted - value));
            largest = Math.max(largest, Math.abs(wanted));
        }
        return difference / largest;
    }
}
