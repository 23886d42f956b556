package io.filterfit.graph;

import io.filterfit.model.activation.Clip;
import io.filterfit.model.activation.HardSigmoid;
import io.filterfit.model.activation.HardSwish;
import io.filterfit.model.layer.GroupedConvolution;
import io.filterfit.model.vertex.ChannelScale;
import io.filterfit.model.vertex.ChannelSelection;
import io.filterfit.model.vertex.SpatialPadding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * A network drawn from a seed: convolutions (plain, strided, depthwise, grouped, separable), batch norms, activations that keep 0
 * and that do not, pools, pads, adds, products, squeeze-and-excitations, concatenations, slices, shuffles, and for each loose end a flatten or a global pool, a hidden dense layer or
 * none, and an output.
 */
public final class RandomGraph {

    private static final int HEIGHT = 9;
    private static final int WIDTH = 7;
    private static final IActivation[] ACTIVATIONS = {
        new ActivationReLU(),
        new ActivationReLU(),
        new ActivationIdentity(),
        new ActivationTanH(),
        new ActivationLReLU(),
        new ActivationSigmoid(),
        new ActivationSwish(),
        new HardSwish(),
        new HardSigmoid(0.2, 0.5),
        new Clip(0, 6),
        new Clip(0.1, 1)
    };

    private record Activations(String vertex, int channels, int height, int width) {
        boolean sameSpace(Activations other) {
            return height == other.height && width == other.width;
        }
    }

    private final Random random;
    private final CNN2DFormat layout;
    private final GraphBuilder builder = Graphs.builder();
    private final List<Activations> made = new ArrayList<>();
    private final Set<String> read = new HashSet<>();
    private int layers;

    private RandomGraph(long seed, CNN2DFormat layout) {
        random = new Random(seed);
        this.layout = layout;
    }

    public static ComputationGraph of(long seed, CNN2DFormat layout) {
        return new RandomGraph(seed, layout).build(seed);
    }

    private ComputationGraph build(long seed) {
        made.add(convolution(new Activations(Graphs.INPUT, 3, HEIGHT, WIDTH)));
        int steps = 4 + random.nextInt(9);
        for (int step = 0; step < steps; step++) {
            made.add(grow(made.get(made.size() - 1 - random.nextInt(Math.min(2, made.size())))));
        }
        String[] outputs = made.stream()
                .filter(activations -> !read.contains(activations.vertex))
                .map(this::output)
                .toArray(String[]::new);
        builder.setOutputs(outputs);
        return Graphs.build(builder, HEIGHT, WIDTH, layout, seed);
    }

    private String output(Activations last) {
        String features = random.nextBoolean()
                ? layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last.vertex)
                : last.vertex;
        if (random.nextBoolean()) {
            features = layer(dense(3 + random.nextInt(6)), features);
        }
        return layer(Graphs.output(), features);
    }

    private Activations grow(Activations from) {
        return switch (random.nextInt(21)) {
            case 0 -> same(Graphs.normalisation(), from);
            case 1 ->
                same(new ActivationLayer.Builder().activation(activation()).build(), from);
            case 2 -> residual(from, ElementWiseVertex.Op.Add);
            case 3 -> residual(from, ElementWiseVertex.Op.values()[random.nextInt(5)]);
            case 4 -> join(from);
            case 5 -> concatenation(from);
            case 6 -> slice(from);
            case 7 -> pool(from);
            case 8 -> depthwise(from);
            case 9 -> separable(from);
            case 10 -> pad(from);
            case 11 -> same(new DropoutLayer(0.5), from);
            case 12 -> selection(from);
            case 13 -> squeezeExcite(from);
            case 14 -> spatialPad(from);
            case 15 -> grouped(from);
            case 16 -> rectified(from);
            default -> same(Graphs.normalisation(), convolution(from));
        };
    }

    private Activations convolution(Activations from) {
        return convolution(from, 2 + random.nextInt(7), 1 + random.nextInt(5) / 4);
    }

    private Activations convolution(Activations from, int filters, int stride) {
        int kernel = 1 + 2 * random.nextInt(2);
        ConvolutionLayer layer = new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .nOut(filters)
                .hasBias(random.nextBoolean())
                .activation(activation())
                .build();
        return new Activations(layer(layer, from.vertex), filters, ceil(from.height, stride), ceil(from.width, stride));
    }

    private Activations residual(Activations from, ElementWiseVertex.Op operation) {
        Activations branch = same(Graphs.normalisation(), convolution(from, from.channels, 1));
        return vertex(new ElementWiseVertex(operation), branch, from);
    }

    /** Adds any two that fit, which may couple a layer with itself or with one far away. */
    private Activations join(Activations from) {
        for (Activations other : made) {
            if (other != from && other.sameSpace(from) && other.channels == from.channels) {
                return vertex(Graphs.add(), from, other);
            }
        }
        return residual(from, ElementWiseVertex.Op.Add);
    }

    private Activations concatenation(Activations from) {
        Activations branch = convolution(from, 2 + random.nextInt(4), 1);
        Activations joined = random.nextBoolean()
                ? vertex(new MergeVertex(), branch, from)
                : vertex(new MergeVertex(), from, branch, from);
        int channels = branch.channels + from.channels * (joined.vertex.startsWith("twice") ? 2 : 1);
        return new Activations(joined.vertex, channels, from.height, from.width);
    }

    private Activations slice(Activations from) {
        if (layout == CNN2DFormat.NHWC || from.channels < 3) {
            return convolution(from);
        }
        int first = random.nextInt(from.channels - 1);
        int last = first + random.nextInt(from.channels - first);
        Activations slice = vertex(new SubsetVertex(first, last), from);
        return new Activations(slice.vertex, last - first + 1, from.height, from.width);
    }

    /** A shuffle in which some channels may be missing and others twice. */
    private Activations selection(Activations from) {
        int[] channels = random.ints(1 + random.nextInt(from.channels + 2), 0, from.channels)
                .toArray();
        Activations selected = vertex(new ChannelSelection(channels, layout), from);
        return new Activations(selected.vertex, channels.length, from.height, from.width);
    }

    private Activations squeezeExcite(Activations from) {
        boolean vector = random.nextBoolean();
        String pooled = layer(vector ? new GlobalPoolingLayer(PoolingType.AVG) : wholeImage(from), from.vertex);
        int squeezed = 1 + random.nextInt(4);
        String gates = vector
                ? layer(dense(from.channels), layer(dense(squeezed), pooled))
                : convolution(convolution(new Activations(pooled, from.channels, 1, 1), squeezed, 1), from.channels, 1)
                        .vertex;
        Activations gate = new Activations(gates, from.channels, from.height, from.width);
        return random.nextBoolean()
                ? vertex(new ChannelScale(layout), from, gate)
                : vertex(new ChannelScale(layout), gate, from);
    }

    /** What a global pooling that leaves a pixel is; Deeplearning4j's own knows NCHW only. */
    private static SubsamplingLayer wholeImage(Activations images) {
        return new SubsamplingLayer.Builder(PoolingType.AVG)
                .kernelSize(images.height, images.width)
                .stride(images.height, images.width)
                .build();
    }

    private DenseLayer dense(int neurons) {
        return new DenseLayer.Builder().nOut(neurons).activation(activation()).build();
    }

    private Activations spatialPad(Activations from) {
        double value = random.nextInt(3) - 1;
        Activations padded = vertex(new SpatialPadding(1, 0, 2, 1, value, layout), from);
        return new Activations(padded.vertex, from.channels, from.height + 1, from.width + 3);
    }

    private Activations grouped(Activations from) {
        int groups = IntStream.rangeClosed(2, from.channels)
                .filter(count -> from.channels % count == 0)
                .findFirst()
                .orElse(1);
        if (groups == 1) {
            return convolution(from);
        }
        int filters = groups * (1 + random.nextInt(3));
        ConvolutionLayer layer = new GroupedConvolution.Builder(groups, 3, 3)
                .nOut(filters)
                .hasBias(random.nextBoolean())
                .activation(activation())
                .build();
        return new Activations(layer(layer, from.vertex), filters, from.height, from.width);
    }

    /** With a slope for each channel, or one for all. */
    private Activations rectified(Activations from) {
        boolean shared = random.nextBoolean();
        boolean channelsFirst = layout == CNN2DFormat.NCHW;
        long channels = shared ? 1 : from.channels;
        PReLULayer layer = new PReLULayer.Builder()
                .inputShape(channelsFirst ? new long[] {channels, 1, 1} : new long[] {1, 1, channels})
                .sharedAxes(shared ? new long[] {1, 2, 3} : channelsFirst ? new long[] {2, 3} : new long[] {1, 2})
                .build();
        return same(layer, from);
    }

    private Activations pool(Activations from) {
        int kernel = 1 + random.nextInt(3);
        SubsamplingLayer layer = new SubsamplingLayer.Builder(random.nextBoolean() ? PoolingType.MAX : PoolingType.AVG)
                .kernelSize(kernel, kernel)
                .stride(2, 2)
                .build();
        Activations pooled =
                new Activations(layer(layer, from.vertex), from.channels, ceil(from.height, 2), ceil(from.width, 2));
        if (random.nextBoolean()) {
            return pooled;
        }
        return new Activations(
                layer(new Upsampling2D.Builder(2).build(), pooled.vertex),
                from.channels,
                2 * pooled.height,
                2 * pooled.width);
    }

    private Activations depthwise(Activations from) {
        int multiplier = 1 + random.nextInt(2);
        DepthwiseConvolution2D layer = new DepthwiseConvolution2D.Builder(3, 3)
                .depthMultiplier(multiplier)
                .nOut(from.channels * multiplier)
                .hasBias(random.nextBoolean())
                .activation(activation())
                .build();
        return new Activations(layer(layer, from.vertex), from.channels * multiplier, from.height, from.width);
    }

    private Activations separable(Activations from) {
        if (from.channels < 2 || layout == CNN2DFormat.NHWC) {
            // Deeplearning4j's own operation fails on one channel, and its oneDNN convolution misreads what the
            // operation puts out in
            // NHWC.
            return convolution(from);
        }
        int filters = 2 + random.nextInt(5);
        SeparableConvolution2D layer = new SeparableConvolution2D.Builder(3, 3)
                .depthMultiplier(1 + random.nextInt(2))
                .nOut(filters)
                .activation(activation())
                .build();
        return new Activations(layer(layer, from.vertex), filters, from.height, from.width);
    }

    private Activations pad(Activations from) {
        String padded = layer(new ZeroPaddingLayer.Builder(1, 0, 0, 2).build(), from.vertex);
        return new Activations(padded, from.channels, from.height + 1, from.width + 2);
    }

    private Activations same(Layer layer, Activations from) {
        return new Activations(layer(layer, from.vertex), from.channels, from.height, from.width);
    }

    private Activations vertex(org.deeplearning4j.nn.conf.graph.GraphVertex vertex, Activations... from) {
        String name = (from.length == 3 ? "twice" : "vertex") + layers++;
        String[] inputs = List.of(from).stream().map(Activations::vertex).toArray(String[]::new);
        builder.addVertex(name, vertex, inputs);
        read.addAll(List.of(inputs));
        return new Activations(name, from[0].channels, from[0].height, from[0].width);
    }

    private String layer(Layer layer, String from) {
        String name = "layer" + layers++;
        builder.addLayer(name, layer, from);
        read.add(from);
        return name;
    }

    private IActivation activation() {
        return ACTIVATIONS[random.nextInt(ACTIVATIONS.length)];
    }

    private static int ceil(int size, int stride) {
        return (size + stride - 1) / stride;
    }
}
