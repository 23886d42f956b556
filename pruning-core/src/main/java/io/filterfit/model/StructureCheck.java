package io.filterfit.model;

import io.filterfit.model.layer.GroupedConvolution;
import io.filterfit.model.vertex.ChannelPadding;
import io.filterfit.model.vertex.SpatialPadding;
import io.filterfit.spec.CompressionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;

/** Whether a network whose classes are all known hangs together, before any memory is spent on it. */
final class StructureCheck {

    private static final int MAXIMUM_EXTENT = 1 << 16;

    private final ModelFile file;
    private final ComputationGraphConfiguration configuration;

    StructureCheck(ModelFile file, ComputationGraphConfiguration configuration) {
        this.file = file;
        this.configuration = configuration;
    }

    /** @param parameters how many the file holds */
    void check(long parameters) {
        checkEdges();
        checkStoredOrder();
        long expected = 0;
        for (Map.Entry<String, GraphVertex> vertex : configuration.getVertices().entrySet()) {
            checkVertex(vertex.getKey(), vertex.getValue());
            long own = vertex.getValue().numParams(false);
            if (own < 0 || own > parameters) {
                throw file.unreadable("layer '" + vertex.getKey() + "' wants " + own
                        + " parameters, and the file holds " + parameters + "; save the network again");
            }
            expected += own;
        }
        if (expected != parameters) {
            throw file.unreadable("its layers have " + expected + " parameters, but the file holds " + parameters
                    + "; save the network again");
        }
    }

    private void checkEdges() {
        List<String> inputs = configuration.getNetworkInputs();
        List<String> outputs = configuration.getNetworkOutputs();
        Map<String, GraphVertex> vertices = configuration.getVertices();
        if (inputs == null || inputs.isEmpty() || outputs == null || outputs.isEmpty()) {
            throw file.unreadable("its network has no input or no output; save the network again");
        }
        if (new HashSet<>(inputs).size() < inputs.size()
                || inputs.stream().anyMatch(vertices::containsKey)
                || !vertices.keySet().containsAll(outputs)) {
            throw file.unreadable(
                    "its network's inputs or outputs are named twice or do not exist; save the network again");
        }
        for (String name : vertices.keySet()) {
            List<String> sources = configuration.getVertexInputs().get(name);
            if (sources == null
                    || sources.isEmpty()
                    || !sources.stream().allMatch(source -> vertices.containsKey(source) || inputs.contains(source))) {
                throw file.unreadable(
                        "its layer '" + name + "' has no input, or one that does not exist; save the network again");
            }
        }
    }

    /** The order of the parameters; Deeplearning4j takes it as it is stored. */
    private void checkStoredOrder() {
        int[] order = configuration.getTopologicalOrder();
        List<String> names = configuration.getTopologicalOrderStr();
        if (order == null || names == null) {
            return;
        }
        List<String> inputs = configuration.getNetworkInputs();
        List<String> byIndex = new ArrayList<>(inputs);
        byIndex.addAll(configuration.getVertices().keySet());
        Set<String> seen = new HashSet<>();
        boolean sound = order.length == byIndex.size() && names.size() == byIndex.size();
        for (int i = 0; sound && i < order.length; i++) {
            String name = names.get(i);
            sound = order[i] >= 0
                    && order[i] < byIndex.size()
                    && byIndex.get(order[i]).equals(name)
                    && (inputs.contains(name)
                            || seen.containsAll(configuration.getVertexInputs().get(name)))
                    && seen.add(name);
        }
        if (!sound) {
            throw file.unreadable("the order of its layers contradicts their connections; save the network again");
        }
    }

    private void checkVertex(String name, GraphVertex vertex) {
        if (vertex instanceof LayerVertex layerVertex) {
            checkLayer(name, layerVertex.getLayerConf().getLayer());
        }
        if (vertex instanceof ElementWiseVertex elementWise && elementWise.getOp() == null) {
            throw file.unreadable("its vertex '" + name + "' does not say what it computes; save the network again");
        }
        if (vertex instanceof SubsetVertex subset && (subset.getFrom() < 0 || subset.getTo() < subset.getFrom())) {
            throw impossible(name);
        }
        if (vertex instanceof UnstackVertex part && (part.getFrom() < 0 || part.getFrom() >= part.getStackSize())) {
            throw impossible(name);
        }
        if (vertex instanceof SpatialPadding padding) {
            checkExtents(name, padding.top(), padding.bottom(), padding.left(), padding.right());
        }
        if (vertex instanceof ChannelPadding padding) {
            checkExtents(name, padding.before(), padding.after());
        }
    }

    private void checkLayer(String name, Layer layer) {
        if (layer == null) {
            throw file.unreadable("its layer '" + name + "' is missing; save the network again");
        }
        if (layer instanceof FeedForwardLayer sized && (sized.getNIn() < 0 || sized.getNOut() < 0)) {
            throw impossible(name);
        }
        if (layer instanceof ConvolutionLayer convolution) {
            checkWindow(name, convolution.getKernelSize(), 1);
            checkWindow(name, convolution.getStride(), 1);
            checkWindow(name, convolution.getDilation(), 1);
            checkWindow(name, convolution.getPadding(), 0);
        }
        if (layer instanceof SubsamplingLayer pooling) {
            checkWindow(name, pooling.getKernelSize(), 1);
            checkWindow(name, pooling.getStride(), 1);
            checkWindow(name, pooling.getPadding(), 0);
            checkWindow(name, pooling.getDilation(), 1);
            checkPooling(name, pooling);
        }
        if (layer instanceof GroupedConvolution grouped && !grouped.splitsEvenly()) {
            throw impossible(name);
        }
        if (layer instanceof DepthwiseConvolution2D depthwise && !isDepthwise(depthwise)) {
            throw impossible(name);
        }
        if (layer instanceof DepthwiseConvolution2D depthwise && isLarger(depthwise.getDilation(), 1)) {
            throw file.unsupported(
                    "layer '" + name
                            + "' is a dilated depthwise convolution, which Deeplearning4j cannot compute; a FilterFit GroupedConvolution with a group for each channel can");
        }
        if (layer instanceof SeparableConvolution2D separable && separable.getDepthMultiplier() < 1) {
            throw impossible(name);
        }
        if (layer instanceof Upsampling2D upsampling) {
            checkWindow(name, upsampling.getSize(), 1);
        }
        if (layer instanceof ZeroPaddingLayer padding) {
            checkBorder(name, padding.getPadding());
        }
        if (layer instanceof Cropping2D cropping) {
            checkBorder(name, cropping.getCropping());
        }
        if (layer instanceof PReLULayer rectifier) {
            checkSlopes(name, rectifier);
        }
    }

    private static boolean isLarger(int[] sizes, int than) {
        return Arrays.stream(sizes).anyMatch(size -> size > than);
    }

    private static boolean isDepthwise(DepthwiseConvolution2D layer) {
        return layer.getDepthMultiplier() >= 1 && layer.getNOut() == layer.getNIn() * layer.getDepthMultiplier();
    }

    private void checkSlopes(String name, PReLULayer rectifier) {
        long[] shape = rectifier.getInputShape();
        if (shape == null || shape.length == 0 || Arrays.stream(shape).anyMatch(size -> size < 1)) {
            throw impossible(name);
        }
        long[] shared = rectifier.getSharedAxes();
        if (shared != null && Arrays.stream(shared).anyMatch(axis -> axis < 1 || axis > shape.length)) {
            throw impossible(name);
        }
    }

    private void checkPooling(String name, SubsamplingLayer pooling) {
        PoolingType type = pooling.getPoolingType();
        boolean padded = pooling.getConvolutionMode() == ConvolutionMode.Same || isLarger(pooling.getPadding(), 0);
        if (padded && isLarger(pooling.getDilation(), 1)) {
            throw file.unsupported(
                    "layer '" + name
                            + "' pools over dilated windows and pads at once, which Deeplearning4j computes wrongly; pad in a layer of its own");
        }
        if (type != PoolingType.MAX && type != PoolingType.AVG) {
            throw file.unsupported("layer '" + name + "' pools by " + type + "; supported are MAX and AVG");
        }
    }

    private void checkWindow(String name, int[] sizes, int minimum) {
        if (sizes == null || sizes.length != 2 || sizes[0] < minimum || sizes[1] < minimum) {
            throw impossible(name);
        }
        checkExtents(name, sizes);
    }

    /** Top, bottom, left and right. */
    private void checkBorder(String name, int[] sizes) {
        if (sizes == null || sizes.length != 4) {
            throw impossible(name);
        }
        checkExtents(name, sizes);
    }

    private void checkExtents(String name, int... sizes) {
        for (int size : sizes) {
            if (size < 0 || size > MAXIMUM_EXTENT) {
                throw impossible(name);
            }
        }
    }

    private CompressionException impossible(String name) {
        return file.unreadable("the sizes of its layer '" + name + "' are impossible; save the network again");
    }
}
