package io.filterfit.model.onnx;

import static io.filterfit.model.onnx.TestModel.ints;
import static io.filterfit.model.onnx.TestModel.ofImages;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator computes what ONNX Runtime computes, also after the network was written and read again. */
class OnnxReaderTest {

    private static final double TOLERANCE = 1e-4;
    private static final Map<String, TestModel> MODELS = new LinkedHashMap<>();
    private static final TestModel SHARED = ofImages(3, 8, 9)
            .weights("w", 3, 3, 3, 3)
            .node("Conv", "x w", "once")
            .node("Conv", "once w", "y")
            .output("y");

    @TempDir
    private Path directory;

    static {
        convolutions();
        activations();
        branches();
        channels();
        poolings();
        vectors();
        shapes();
        outputs();
    }

    private static void convolutions() {
        MODELS.put("convolution", conv(3, ints(3, 3, 3, 4), "pads", ints(1, 1, 1, 1)));
        MODELS.put(
                "convolution with bias",
                ofImages(3, 8, 9)
                        .weights("w", 4, 3, 3, 3)
                        .weights("b", 4)
                        .node("Conv", "x w b", "y", "strides", ints(2, 1))
                        .output("y"));
        MODELS.put("dilated", conv(3, ints(4, 3, 3, 3), "dilations", ints(2, 2), "pads", ints(2, 2, 2, 2)));
        MODELS.put(
                "padded more at the end", conv(3, ints(4, 3, 3, 3), "strides", ints(2, 2), "pads", ints(0, 1, 1, 2)));
        MODELS.put("shared weights", SHARED);
        MODELS.put("same upper", conv(3, ints(4, 3, 4, 4), "strides", ints(2, 2), "auto_pad", "SAME_UPPER"));
        MODELS.put("same lower", conv(3, ints(4, 3, 4, 4), "strides", ints(2, 2), "auto_pad", "SAME_LOWER"));
        MODELS.put("valid", conv(3, ints(4, 3, 3, 3), "auto_pad", "VALID"));
        MODELS.put("grouped", conv(6, ints(4, 3, 3, 3), "group", 2, "pads", ints(1, 1, 1, 1)));
        MODELS.put("depthwise", conv(6, ints(6, 1, 3, 3), "group", 6, "pads", ints(1, 1, 1, 1)));
        MODELS.put(
                "depthwise strided",
                conv(6, ints(6, 1, 5, 3), "group", 6, "strides", ints(2, 2), "pads", ints(2, 1, 2, 1)));
        MODELS.put(
                "grouped and dilated",
                conv(6, ints(4, 3, 3, 3), "group", 2, "dilations", ints(2, 2), "pads", ints(2, 2, 2, 2)));
        MODELS.put(
                "depthwise and dilated",
                conv(6, ints(6, 1, 3, 3), "group", 6, "dilations", ints(2, 3), "pads", ints(2, 3, 2, 3)));
        MODELS.put("depthwise multiplied", conv(3, ints(6, 1, 3, 3), "group", 3));
        MODELS.put(
                "transposed",
                ofImages(4, 5, 6)
                        .weights("w", 4, 3, 2, 2)
                        .weights("b", 3)
                        .node("ConvTranspose", "x w b", "y", "strides", ints(2, 2))
                        .output("y"));
        MODELS.put(
                "transposed and padded",
                ofImages(4, 5, 6)
                        .weights("w", 4, 3, 4, 4)
                        .node("ConvTranspose", "x w", "y", "strides", ints(2, 2), "pads", ints(1, 1, 1, 1))
                        .output("y"));
        MODELS.put(
                "batch norm",
                ofImages(3, 8, 8)
                        .weights("w", 4, 3, 3, 3)
                        .node("Conv", "x w", "c")
                        .weights("scale", 4)
                        .weights("shift", 4)
                        .weights("mean", 4)
                        .positive("variance", 4)
                        .node("BatchNormalization", "c scale shift mean variance", "y", "epsilon", 1e-3f)
                        .output("y"));
        MODELS.put(
                "upsampled",
                convolved(3)
                        .floats("scales", new long[] {4}, i -> i < 2 ? 1 : 2)
                        .node(
                                "Resize",
                                "c _ scales",
                                "y",
                                "mode",
                                "nearest",
                                "nearest_mode",
                                "floor",
                                "coordinate_transformation_mode",
                                "asymmetric")
                        .output("y"));
        MODELS.put(
                "weights from a constant sub-graph",
                ofImages(3, 8, 8)
                        .weights("v", 3, 4, 9)
                        .longs("s", 3, 4, 3, 3)
                        .scalar("k", 0.5f)
                        .node("Reshape", "v s", "r")
                        .node("Transpose", "r", "t", "perm", ints(1, 0, 2, 3))
                        .node("Mul", "t k", "w")
                        .node("Conv", "x w", "y")
                        .output("y"));
    }

    private static TestModel conv(int channels, int[] weights, Object... attributes) {
        long[] shape = {weights[0], weights[1], weights[2], weights[3]};
        return ofImages(channels, 9, 10)
                .weights("w", shape)
                .node("Conv", "x w", "y", attributes)
                .output("y");
    }

    private static void activations() {
        activation("Relu");
        activation("LeakyRelu");
        activation("LeakyRelu", "alpha", 0.2f);
        activation("Elu");
        activation("Sigmoid");
        activation("Tanh");
        activation("Softplus");
        activation("HardSigmoid");
        activation("HardSwish");
        clip("relu 6", "lower upper", 0, 6);
        clip("clip", "lower upper", -0.5f, 1);
        clip("clip from below", "lower", 0, 6);
        clip("clip from above", "_ upper", 0, 1);
        MODELS.put(
                "swish",
                convolved(3).node("Sigmoid", "c", "s").node("Mul", "c s", "y").output("y"));
        MODELS.put(
                "swish, gate first",
                convolved(3).node("Sigmoid", "c", "s").node("Mul", "s c", "y").output("y"));
        MODELS.put(
                "hard swish",
                convolved(3)
                        .node("HardSigmoid", "c", "s", "alpha", 1 / 6f)
                        .node("Mul", "c s", "y")
                        .output("y"));
        MODELS.put(
                "hard swish from arithmetic",
                sixths().node("Mul", "c clipped", "m").node("Div", "m six", "y").output("y"));
        MODELS.put(
                "hard sigmoid from arithmetic",
                sixths().node("Div", "clipped six", "y").output("y"));
        MODELS.put(
                "parametric relu",
                convolved(3)
                        .weights("slope", 4, 1, 1)
                        .node("PRelu", "c slope", "y")
                        .output("y"));
        MODELS.put(
                "parametric relu of one slope",
                convolved(3).weights("slope", 1).node("PRelu", "c slope", "y").output("y"));
        MODELS.put(
                "an activation and what it is of",
                convolved(3).node("Relu", "c", "r").node("Add", "c r", "y").output("y"));
    }

    private static void activation(String operator, Object... attributes) {
        MODELS.put(
                operator + (attributes.length == 0 ? "" : " of " + attributes[1]),
                convolved(3).node(operator, "c", "y", attributes).output("y"));
    }

    private static void clip(String name, String bounds, float lower, float upper) {
        MODELS.put(
                name,
                convolved(3)
                        .scalar("lower", lower)
                        .scalar("upper", upper)
                        .node("Clip", "c " + bounds, "y")
                        .output("y"));
    }

    private static TestModel sixths() {
        return convolved(3)
                .scalar("zero", 0)
                .scalar("three", 3)
                .scalar("six", 6)
                .node("Add", "c three", "sum")
                .node("Clip", "sum zero six", "clipped");
    }

    /** A convolution of 3 channels to 4, "c", 8 x 9 pixels. */
    private static TestModel convolved(int kernel) {
        return ofImages(3, 8, 9).weights("w", 4, 3, kernel, kernel).node("Conv", "x w", "c", "auto_pad", "SAME_UPPER");
    }

    private static TestModel twice() {
        return convolved(3).weights("v", 4, 3, 1, 1).node("Conv", "x v", "d");
    }

    private static void branches() {
        MODELS.put("add", twice().node("Add", "c d", "y").output("y"));
        MODELS.put(
                "sum of three",
                twice().node("Relu", "d", "e").node("Sum", "c d e", "y").output("y"));
        MODELS.put(
                "shared by several",
                twice().node("Relu", "c", "e")
                        .node("Add", "c d", "f")
                        .node("Add", "e f", "y")
                        .output("y"));
        MODELS.put(
                "concatenation", twice().node("Concat", "c d c", "y", "axis", 1).output("y"));
        MODELS.put("squeeze and excite", excited("Sigmoid").output("y"));
        MODELS.put("squeeze and excite, hard", excited("HardSigmoid").output("y"));
        MODELS.put(
                "squeeze and excite, dense",
                convolved(3)
                        .node("GlobalAveragePool", "c", "p")
                        .node("Flatten", "p", "f")
                        .weights("k", 4, 4)
                        .node("Gemm", "f k", "e")
                        .node("Sigmoid", "e", "g")
                        .longs("axes", 2, 3)
                        .node("Unsqueeze", "g axes", "u")
                        .node("Mul", "u c", "y")
                        .output("y"));
        MODELS.put(
                "scaled and shifted by channel",
                convolved(3)
                        .weights("scale", 1, 4, 1, 1)
                        .weights("shift", 4, 1, 1)
                        .node("Mul", "c scale", "m")
                        .node("Add", "m shift", "a")
                        .scalar("k", 3)
                        .node("Div", "a k", "e")
                        .node("Sub", "e shift", "y")
                        .output("y"));
        MODELS.put(
                "normalised input",
                ofImages(3, 8, 8)
                        .weights("mean", 1, 3, 1, 1)
                        .positive("deviation", 1, 3, 1, 1)
                        .node("Sub", "x mean", "m")
                        .node("Div", "m deviation", "n")
                        .weights("w", 4, 3, 3, 3)
                        .node("Conv", "n w", "y")
                        .output("y"));
    }

    private static TestModel excited(String gate) {
        return convolved(3)
                .node("GlobalAveragePool", "c", "p")
                .weights("a", 2, 4, 1, 1)
                .weights("ab", 2)
                .node("Conv", "p a ab", "s")
                .node("Relu", "s", "r")
                .weights("b", 4, 2, 1, 1)
                .node("Conv", "r b", "e")
                .node(gate, "e", "g")
                .node("Mul", "c g", "y");
    }

    private static void channels() {
        MODELS.put(
                "split in two",
                convolved(3)
                        .node("Split", "c", "a b", "axis", 1)
                        .node("Relu", "a", "r")
                        .node("Add", "r b", "y")
                        .output("y"));
        MODELS.put(
                "split unevenly",
                convolved(3)
                        .longs("parts", 1, 3)
                        .node("Split", "c parts", "a b", "axis", 1)
                        .node("Concat", "b a", "y", "axis", 1)
                        .output("y"));
        MODELS.put(
                "split by attribute",
                convolved(3)
                        .opset(11)
                        .node("Split", "c", "a b", "axis", 1, "split", ints(3, 1))
                        .node("Concat", "b a", "y", "axis", 1)
                        .output("y"));
        MODELS.put(
                "slice of channels",
                convolved(3)
                        .longs("from", 1)
                        .longs("to", 3)
                        .longs("axes", 1)
                        .node("Slice", "c from to axes", "y")
                        .output("y"));
        MODELS.put(
                "every second channel from the back",
                convolved(3)
                        .longs("from", -1)
                        .longs("to", Long.MIN_VALUE)
                        .longs("axes", 1)
                        .longs("steps", -2)
                        .node("Slice", "c from to axes steps", "y")
                        .output("y"));
        MODELS.put(
                "channel shuffle",
                ofImages(3, 8, 8)
                        .weights("w", 6, 3, 3, 3)
                        .node("Conv", "x w", "c")
                        .longs("apart", -1, 2, 3, 6, 6)
                        .longs("together", -1, 6, 6, 6)
                        .node("Reshape", "c apart", "a")
                        .node("Transpose", "a", "t", "perm", ints(0, 2, 1, 3, 4))
                        .node("Reshape", "t together", "y")
                        .output("y"));
        MODELS.put(
                "parameter-free shortcut",
                convolved(3)
                        .longs("from", 0)
                        .longs("to", Long.MAX_VALUE)
                        .longs("rows", 2)
                        .longs("columns", 3)
                        .longs("step", 2)
                        .longs("pads", 0, 1, 0, 0, 0, 3, 0, 0)
                        .node("Slice", "c from to rows step", "s")
                        .node("Slice", "s from to columns step", "t")
                        .node("Pad", "t pads", "y")
                        .output("y"));
        MODELS.put(
                "padded image",
                convolved(3)
                        .longs("pads", 0, 0, 1, 2, 0, 0, 3, 0)
                        .scalar("value", 1.5f)
                        .node("Pad", "c pads value", "y")
                        .output("y"));
        MODELS.put(
                "padded along some axes",
                convolved(3)
                        .opset(18)
                        .longs("pads", 1, 2)
                        .longs("axes", -1)
                        .node("Pad", "c pads _ axes", "y")
                        .output("y"));
    }

    private static void poolings() {
        pooling("MaxPool", "kernel_shape", ints(2, 2), "strides", ints(2, 2));
        pooling("MaxPool", "kernel_shape", ints(3, 3), "strides", ints(2, 2), "pads", ints(1, 1, 1, 1));
        pooling("MaxPool", "kernel_shape", ints(3, 3), "strides", ints(2, 2), "ceil_mode", 1);
        pooling("MaxPool", "kernel_shape", ints(3, 3), "strides", ints(2, 2), "pads", ints(0, 0, 1, 1));
        pooling("MaxPool", "kernel_shape", ints(2, 2), "dilations", ints(2, 3));
        pooling("MaxPool", "kernel_shape", ints(3, 2), "dilations", ints(2, 3), "pads", ints(1, 1, 1, 1));
        pooling("AveragePool", "kernel_shape", ints(2, 2), "strides", ints(2, 2));
        pooling("AveragePool", "kernel_shape", ints(3, 3), "pads", ints(1, 1, 1, 1));
        pooling("AveragePool", "kernel_shape", ints(3, 3), "pads", ints(1, 1, 1, 1), "count_include_pad", 1);
        pooling("AveragePool", "kernel_shape", ints(3, 3), "pads", ints(0, 1, 1, 2), "count_include_pad", 1);
        pooling("AveragePool", "kernel_shape", ints(8, 9));
        pooling("MaxPool", "kernel_shape", ints(8, 9));
        pooling("GlobalAveragePool");
        MODELS.put(
                "pooled to one pixel beside a convolution to one",
                convolved(3)
                        .node("MaxPool", "c", "p", "kernel_shape", ints(8, 9))
                        .weights("v", 2, 4, 8, 9)
                        .node("Conv", "c v", "d")
                        .node("Concat", "p d", "y", "axis", 1)
                        .output("y"));
        pooling("GlobalMaxPool");
        pooling("ReduceMean", "axes", ints(2, 3));
        pooling("ReduceMean", "axes", ints(-1, -2), "keepdims", 0);
        pooling("ReduceMax", "axes", ints(2, 3), "keepdims", 0);
        MODELS.put(
                "mean over axes that are an input",
                convolved(3)
                        .opset(18)
                        .longs("axes", 2, 3)
                        .node("ReduceMean", "c axes", "y", "keepdims", 0)
                        .output("y"));
    }

    private static void pooling(String operator, Object... attributes) {
        MODELS.put(
                operator + " " + MODELS.size(),
                convolved(3).node(operator, "c", "y", attributes).output("y"));
    }

    private static void vectors() {
        MODELS.put(
                "flatten and gemm",
                convolved(3)
                        .node("Flatten", "c", "f")
                        .weights("k", 5, 288)
                        .weights("b", 5)
                        .node("Gemm", "f k b", "y", "transB", 1, "alpha", 0.5f, "beta", 2f)
                        .output("y"));
        MODELS.put(
                "reshape and matmul",
                convolved(3)
                        .longs("shape", -1, 288)
                        .node("Reshape", "c shape", "f")
                        .weights("k", 288, 5)
                        .weights("b", 5)
                        .node("MatMul", "f k", "m")
                        .node("Add", "b m", "y")
                        .output("y"));
        MODELS.put(
                "two dense layers",
                convolved(3)
                        .node("Flatten", "c", "f")
                        .node("Relu", "f", "r")
                        .weights("k", 288, 6)
                        .node("MatMul", "r k", "m")
                        .node("Relu", "m", "s")
                        .weights("l", 6, 3)
                        .weights("b", 3)
                        .node("Gemm", "s l b", "y")
                        .output("y"));
        MODELS.put(
                "batch norm of a vector",
                convolved(3)
                        .node("Flatten", "c", "f")
                        .weights("k", 288, 6)
                        .node("MatMul", "f k", "m")
                        .weights("scale", 6)
                        .weights("shift", 6)
                        .weights("mean", 6)
                        .positive("variance", 6)
                        .node("BatchNormalization", "m scale shift mean variance", "y")
                        .output("y"));
        MODELS.put("flattened features", convolved(3).node("Flatten", "c", "y").output("y"));
        MODELS.put(
                "flattened features of two branches",
                twice().node("Flatten", "c", "f")
                        .node("Flatten", "d", "g")
                        .node("Concat", "f g", "y", "axis", 1)
                        .output("y"));
        MODELS.put(
                "dropped out",
                convolved(3)
                        .node("Dropout", "c", "d")
                        .node("Identity", "d", "e")
                        .node("GlobalAveragePool", "e", "p")
                        .node("Squeeze", "p axes", "y")
                        .longs("axes", 2, 3)
                        .output("y"));
    }

    private static void shapes() {
        MODELS.put(
                "view as PyTorch exports it",
                convolved(3)
                        .node("Shape", "c", "shape")
                        .index("first", 0)
                        .node("Gather", "shape first", "n")
                        .longs("axes", 0)
                        .node("Unsqueeze", "n axes", "n1")
                        .longs("rest", -1)
                        .node("Concat", "n1 rest", "wanted", "axis", 0)
                        .node("Reshape", "c wanted", "f")
                        .weights("k", 288, 5)
                        .node("MatMul", "f k", "y")
                        .output("y"));
        MODELS.put(
                "resized to a computed size",
                convolved(3)
                        .node("Shape", "c", "shape")
                        .longs("zero", 0)
                        .longs("two", 2)
                        .longs("four", 4)
                        .node("Slice", "shape two four", "pixels")
                        .node("Slice", "shape zero two", "others")
                        .node("Mul", "pixels two", "larger")
                        .node("Concat", "others larger", "sizes", "axis", 0)
                        .node(
                                "Resize",
                                "c _ _ sizes",
                                "y",
                                "mode",
                                "nearest",
                                "nearest_mode",
                                "floor",
                                "coordinate_transformation_mode",
                                "asymmetric")
                        .output("y"));
    }

    private static void outputs() {
        MODELS.put(
                "softmax",
                convolved(3)
                        .node("Flatten", "c", "f")
                        .weights("k", 288, 5)
                        .weights("b", 5)
                        .node("Gemm", "f k b", "l")
                        .node("Softmax", "l", "y", "axis", 1)
                        .output("y"));
        MODELS.put(
                "softmax of pooled channels",
                convolved(3)
                        .node("GlobalAveragePool", "c", "p")
                        .node("Flatten", "p", "f")
                        .node("Softmax", "f", "y")
                        .output("y"));
        MODELS.put(
                "softmax of every pixel",
                convolved(3).node("Softmax", "c", "y", "axis", 1).output("y"));
        MODELS.put(
                "several outputs",
                twice().node("Relu", "c", "y")
                        .node("GlobalAveragePool", "d", "p")
                        .node("Flatten", "p", "z")
                        .output("y")
                        .output("z"));
        MODELS.put(
                "several inputs",
                convolved(3)
                        .input("x2", 2, 8, 9)
                        .weights("v", 4, 2, 1, 1)
                        .node("Conv", "x2 v", "d")
                        .node("Add", "c d", "y")
                        .output("y"));
        MODELS.put(
                "input that no layer sees first",
                ofImages(3, 8, 9)
                        .longs("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                        .node("Pad", "x pads", "p")
                        .weights("w", 4, 3, 3, 3)
                        .node("Conv", "p w", "y")
                        .output("y"));
    }

    static Stream<String> models() {
        return MODELS.keySet().stream();
    }

    @Test
    void notesWeightsThatSeveralLayersShare() throws Exception {
        Network network = Networks.read(SHARED.write(directory));

        assertThat(network.notes())
                .singleElement(as(STRING))
                .contains("'Conv_0', 'Conv_1' share the weights 'w'", "each has a copy");
    }

    @ParameterizedTest
    @MethodSource("models")
    void computesWhatOnnxRuntimeComputes(String name) throws Exception {
        Path file = MODELS.get(name).write(directory);
        Network network = Networks.read(file);
        Path zip = directory.resolve("model.zip");
        Networks.write(network, zip);

        assertThat(TestModel.difference(file, network)).isLessThan(TOLERANCE);
        assertThat(TestModel.difference(file, Networks.read(zip))).isLessThan(TOLERANCE);
    }
}
