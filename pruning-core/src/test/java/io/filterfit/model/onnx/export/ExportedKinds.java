package io.filterfit.model.onnx.export;

import io.filterfit.graph.Graphs;
import io.filterfit.model.activation.Clip;
import io.filterfit.model.activation.HardSigmoid;
import io.filterfit.model.activation.HardSwish;
import io.filterfit.model.layer.GroupedConvolution;
import io.filterfit.model.vertex.ChannelPadding;
import io.filterfit.model.vertex.ChannelScale;
import io.filterfit.model.vertex.ChannelSelection;
import io.filterfit.model.vertex.SpatialPadding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks, each with what its name says; all read images of 3 channels. */
final class ExportedKinds {

    private static final int HEIGHT = 9;
    private static final int WIDTH = 8;
    private static final int CHANNELS = 4;

    /** Reads "first", images of {@value CHANNELS} channels, and names the output. */
    interface Kind {
        String add(GraphBuilder builder, CNN2DFormat layout);
    }

    static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    /** What Deeplearning4j computes wrongly, or not at all, in NHWC. */
    private static final Set<String> CHANNELS_FIRST_ONLY = Set.of(
            "subset of images",
            "pool helper",
            "separable convolution",
            "global pooling that keeps the axes",
            "vector made an image");

    static {
        convolutions();
        dense();
        poolings();
        shapes();
        vertices();
        activations();
    }

    private ExportedKinds() {}

    static boolean exists(String kind, CNN2DFormat layout) {
        return layout == CNN2DFormat.NCHW || !CHANNELS_FIRST_ONLY.contains(kind);
    }

    static ComputationGraph build(String kind, CNN2DFormat layout) {
        GraphBuilder builder = Graphs.builder().addLayer("first", Graphs.convolution(CHANNELS), Graphs.INPUT);
        String last = KINDS.get(kind).add(builder, layout);
        builder.setOutputs(last);
        return Graphs.build(builder, HEIGHT, WIDTH, layout, 5);
    }

    private static void convolutions() {
        layer("convolution", new ConvolutionLayer.Builder(3, 3).nOut(5).build());
        layer(
                "strided convolution that keeps the size",
                new Convolution2D.Builder(3, 3).nOut(5).stride(2, 2).build());
        layer(
                "strided convolution of an even kernel",
                new ConvolutionLayer.Builder(4, 2).nOut(5).stride(3, 1).build());
        layer(
                "convolution of one pixel in two",
                new ConvolutionLayer.Builder(1, 1).nOut(5).stride(2, 2).build());
        layer(
                "convolution without bias",
                new ConvolutionLayer.Builder(3, 2).nOut(5).hasBias(false).build());
        layer(
                "truncated convolution with padding",
                new ConvolutionLayer.Builder(3, 3)
                        .nOut(5)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .padding(1, 2)
                        .stride(2, 3)
                        .build());
        layer(
                "strict convolution",
                new ConvolutionLayer.Builder(3, 2)
                        .nOut(5)
                        .convolutionMode(ConvolutionMode.Strict)
                        .stride(2, 2)
                        .build());
        layer(
                "dilated convolution",
                new ConvolutionLayer.Builder(3, 3).nOut(5).dilation(2, 2).build());
        layer(
                "dilated convolution with padding",
                new ConvolutionLayer.Builder(3, 3)
                        .nOut(5)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .dilation(2, 3)
                        .padding(2, 3)
                        .build());
        layer(
                "deconvolution",
                new Deconvolution2D.Builder(2, 2).nOut(5).stride(2, 2).build());
        layer(
                "deconvolution with overlap",
                new Deconvolution2D.Builder(3, 3).nOut(5).stride(2, 2).build());
        layer(
                "deconvolution with gaps",
                new Deconvolution2D.Builder(1, 1).nOut(5).stride(2, 2).build());
        layer(
                "truncated deconvolution",
                new Deconvolution2D.Builder(3, 4)
                        .nOut(5)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .padding(1, 2)
                        .stride(2, 3)
                        .hasBias(false)
                        .build());
        layer(
                "depthwise convolution",
                new DepthwiseConvolution2D.Builder(3, 2)
                        .depthMultiplier(2)
                        .nOut(2 * CHANNELS)
                        .stride(2, 1)
                        .build());
        layer(
                "separable convolution",
                new SeparableConvolution2D.Builder(3, 3)
                        .depthMultiplier(2)
                        .nOut(5)
                        .stride(2, 2)
                        .build());
        layer(
                "grouped convolution",
                new GroupedConvolution.Builder(2, 3, 3).nOut(6).stride(2, 1).build());
        layer(
                "dilated grouped convolution",
                new GroupedConvolution.Builder(2, 3, 2).nOut(6).dilation(2, 3).build());
        chain("batch norm of a grouped convolution", (builder, layout) -> {
            builder.addLayer(
                    "grouped",
                    new GroupedConvolution.Builder(2, 3, 3)
                            .nOut(6)
                            .hasBias(false)
                            .build(),
                    "first");
            builder.addLayer("norm", norm(), "grouped");
            return "norm";
        });
        layer("batch norm", new BatchNormalization.Builder().useLogStd(false).build());
        layer(
                "batch norm of the logarithm of the deviation",
                new BatchNormalization.Builder().useLogStd(true).build());
        layer(
                "batch norm of fixed scale and shift",
                new BatchNormalization.Builder()
                        .useLogStd(false)
                        .lockGammaBeta(true)
                        .gamma(0.7)
                        .beta(0.2)
                        .build());
        chain("batch norms behind convolutions that others read too", (builder, layout) -> {
            builder.addLayer("norm", norm(), "first");
            builder.addVertex("sum", Graphs.add(), "first", "norm");
            return "sum";
        });
        chain("batch norm of a deconvolution", (builder, layout) -> {
            builder.addLayer(
                    "up", new Deconvolution2D.Builder(2, 2).nOut(5).stride(2, 2).build(), "first");
            builder.addLayer("norm", norm(), "up");
            return "norm";
        });
        chain("batch norm of a depthwise convolution", (builder, layout) -> {
            builder.addLayer(
                    "depthwise",
                    new DepthwiseConvolution2D.Builder(3, 3)
                            .depthMultiplier(2)
                            .nOut(2 * CHANNELS)
                            .hasBias(false)
                            .build(),
                    "first");
            builder.addLayer("norm", norm(), "depthwise");
            return "norm";
        });
        chain("batch norm of a rectified convolution", (builder, layout) -> {
            builder.addLayer(
                    "rectified",
                    new ConvolutionLayer.Builder(3, 3)
                            .nOut(5)
                            .activation(Activation.RELU)
                            .build(),
                    "first");
            builder.addLayer("norm", norm(), "rectified");
            return "norm";
        });
        layer(
                "local response normalisation",
                new LocalResponseNormalization.Builder().alpha(0.1).build());
    }

    private static void dense() {
        layer(
                "dense layer",
                new DenseLayer.Builder().nOut(6).activation(Activation.TANH).build());
        chain("output layer behind a dense layer with batch norm", (builder, layout) -> {
            builder.addLayer(
                    "dense", new DenseLayer.Builder().nOut(6).hasBias(false).build(), "first");
            builder.addLayer("norm", norm(), "dense");
            builder.addLayer("output", softmax(), "norm");
            return "output";
        });
        layer("output layer", softmax());
        layer(
                "output layer without bias",
                new OutputLayer.Builder(LossFunction.MSE).nOut(5).hasBias(false).build());
        chain("loss layer", (builder, layout) -> {
            builder.addLayer("dense", new DenseLayer.Builder().nOut(6).build(), "first");
            builder.addLayer(
                    "loss",
                    new LossLayer.Builder(LossFunction.MCXENT)
                            .activation(Activation.SOFTMAX)
                            .build(),
                    "dense");
            return "loss";
        });
        layer(
                "loss of each pixel",
                new CnnLossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build());
        chain("flatten before something else than a dense layer", (builder, layout) -> {
            builder.addVertex(
                    "flat",
                    new org.deeplearning4j.nn.conf.graph.PreprocessorVertex(
                            new org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor(
                                    HEIGHT, WIDTH, CHANNELS, layout)),
                    "first");
            builder.addLayer("norm", norm(), "flat");
            return "norm";
        });
        chain("vector made an image", (builder, layout) -> {
            builder.addLayer("dense", new DenseLayer.Builder().nOut(24).build(), "first");
            builder.addVertex(
                    "image",
                    new org.deeplearning4j.nn.conf.graph.PreprocessorVertex(
                            new org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor(3, 4, 2)),
                    "dense");
            builder.addVertex("twice", new ScaleVertex(2), "image");
            return "twice";
        });
    }

    private static void poolings() {
        for (SubsamplingLayer.PoolingType type : new SubsamplingLayer.PoolingType[] {
            SubsamplingLayer.PoolingType.MAX, SubsamplingLayer.PoolingType.AVG, SubsamplingLayer.PoolingType.PNORM
        }) {
            layer(
                    type + " of windows that keep the size",
                    pooling(type).stride(2, 2).build());
            layer(
                    type + " of truncated windows with padding",
                    pooling(type)
                            .convolutionMode(ConvolutionMode.Truncate)
                            .padding(1, 1)
                            .stride(2, 3)
                            .build());
        }
        layer(
                "AVG of windows that counts the padding",
                pooling(SubsamplingLayer.PoolingType.AVG)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .avgPoolIncludePadInDivisor(true)
                        .padding(1, 1)
                        .build());
        for (PoolingType type : PoolingType.values()) {
            layer("global " + type, new GlobalPoolingLayer.Builder(type).build());
        }
        layer(
                "global pooling that keeps the axes",
                new GlobalPoolingLayer.Builder(PoolingType.AVG)
                        .collapseDimensions(false)
                        .build());
        chain("output layer behind global pooling", (builder, layout) -> {
            builder.addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "first");
            builder.addLayer("output", softmax(), "pool");
            return "output";
        });
    }

    private static void shapes() {
        layer("dropout", new DropoutLayer(0.5));
        layer("zero padding", new ZeroPaddingLayer.Builder(1, 0, 2, 3).build());
        for (SubsamplingLayer.PoolingType type :
                new SubsamplingLayer.PoolingType[] {SubsamplingLayer.PoolingType.MAX, SubsamplingLayer.PoolingType.AVG
                }) {
            chain("zero padding before " + type + " of windows", (builder, layout) -> {
                builder.addVertex("negative", new ShiftVertex(-9), "first");
                builder.addLayer("padded", new ZeroPaddingLayer.Builder(1, 1, 0, 2).build(), "negative");
                builder.addLayer("pool", pooling(type).build(), "padded");
                return "pool";
            });
        }
        chain("cropping", (builder, layout) -> {
            builder.addLayer(
                    "crop",
                    new Cropping2D.Builder(1, 2, 0, 3).dataFormat(layout).build(),
                    "first");
            return "crop";
        });
        layer("upsampling", new Upsampling2D.Builder(2).size(new int[] {2, 3}).build());
    }

    private static void vertices() {
        for (ElementWiseVertex.Op operation : ElementWiseVertex.Op.values()) {
            chain("element-wise " + operation, (builder, layout) -> {
                builder.addLayer("second", Graphs.convolution(CHANNELS), "first");
                builder.addVertex("both", new ElementWiseVertex(operation), "first", "second");
                return "both";
            });
        }
        for (ElementWiseVertex.Op operation : new ElementWiseVertex.Op[] {
            ElementWiseVertex.Op.Add,
            ElementWiseVertex.Op.Product,
            ElementWiseVertex.Op.Average,
            ElementWiseVertex.Op.Max
        }) {
            chain("element-wise " + operation + " of three", (builder, layout) -> {
                builder.addLayer("second", Graphs.convolution(CHANNELS), "first");
                builder.addLayer("third", Graphs.convolution(CHANNELS), "first");
                builder.addVertex("all", new ElementWiseVertex(operation), "first", "second", "third");
                return "all";
            });
        }
        chain("concatenation", (builder, layout) -> {
            builder.addLayer("second", Graphs.convolution(2), "first");
            builder.addVertex("both", new MergeVertex(), "second", "first", "second");
            return "both";
        });
        chain("concatenation of vectors", (builder, layout) -> {
            builder.addLayer("second", new DenseLayer.Builder().nOut(2).build(), "first");
            builder.addLayer("third", new DenseLayer.Builder().nOut(3).build(), "first");
            builder.addVertex("both", new MergeVertex(), "second", "third");
            return "both";
        });
        vertex("subset of images", new SubsetVertex(1, 2));
        chain("subset of vectors", (builder, layout) -> {
            builder.addLayer("dense", new DenseLayer.Builder().nOut(6).build(), "first");
            builder.addVertex("some", new SubsetVertex(1, 3), "dense");
            return "some";
        });
        vertex("scale", new ScaleVertex(0.3));
        vertex("shift", new ShiftVertex(-0.3));
        chain("channel padding", (builder, layout) -> {
            builder.addVertex("padded", new ChannelPadding(2, 1, layout), "first");
            return "padded";
        });
        selection("slice of channels", 1, 2);
        selection("all channels", 0, 1, 2, 3);
        selection("shuffle of two groups", 0, 2, 1, 3);
        selection("shuffle of wide groups", 0, 1, 3, 2);
        selection("some channels, one twice", 3, 1, 3);
        chain("shuffle of three groups", (builder, layout) -> {
            builder.addLayer("six", Graphs.convolution(6), "first");
            builder.addVertex("shuffled", new ChannelSelection(new int[] {0, 2, 4, 1, 3, 5}, layout), "six");
            return "shuffled";
        });
        chain("shuffle of a vector", (builder, layout) -> {
            builder.addLayer("dense", new DenseLayer.Builder().nOut(6).build(), "first");
            builder.addVertex("shuffled", new ChannelSelection(new int[] {0, 3, 1, 4, 2, 5}, layout), "dense");
            return "shuffled";
        });
        chain("scaled by a vector", (builder, layout) -> {
            builder.addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "first");
            builder.addLayer(
                    "gates",
                    new DenseLayer.Builder()
                            .nOut(CHANNELS)
                            .activation(new HardSigmoid(1 / 6.0, 0.5))
                            .build(),
                    "pool");
            builder.addVertex("scaled", new ChannelScale(layout), "gates", "first");
            return "scaled";
        });
        chain("scaled by pixels", (builder, layout) -> {
            builder.addLayer(
                    "pool",
                    new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                            .convolutionMode(ConvolutionMode.Truncate)
                            .kernelSize(HEIGHT, WIDTH)
                            .stride(1, 1)
                            .build(),
                    "first");
            builder.addVertex("scaled", new ChannelScale(layout), "first", "pool");
            return "scaled";
        });
        for (double value : new double[] {0, 0.3, SpatialPadding.LOWEST}) {
            chain("spatial padding by " + value + " before the largest of windows", (builder, layout) -> {
                builder.addVertex("negative", new ShiftVertex(-9), "first");
                builder.addVertex("padded", new SpatialPadding(1, 2, 0, 1, value, layout), "negative");
                builder.addLayer(
                        "pool", pooling(SubsamplingLayer.PoolingType.MAX).build(), "padded");
                return "pool";
            });
        }
        chain("slopes of each channel", (builder, layout) -> {
            builder.addLayer("slopes", slopes(layout, true), "first");
            return "slopes";
        });
        chain("slopes of each pixel", (builder, layout) -> {
            builder.addLayer("slopes", slopes(layout, false), "first");
            return "slopes";
        });
    }

    private static void activations() {
        for (Activation activation : Activation.values()) {
            if (activation != Activation.RRELU) { // its inference in Deeplearning4j has nothing to do with its slopes
                activation(activation.name().toLowerCase(), activation.getActivationFunction());
            }
        }
        activation("hard sigmoid of other slopes", new HardSigmoid(0.3, 0.4));
        activation("hard swish", new HardSwish());
        activation("clip", new Clip(-0.3, 0.5));
        activation("clip above", new Clip(Double.NEGATIVE_INFINITY, 0.2));
        activation("relu with a bound", new ActivationReLU(0.5, 0.0, 0.0));
        activation("relu with a bound and a slope", new ActivationReLU(0.5, 0.0, 0.2));
        activation("thresholded relu of a half", new ActivationThresholdedReLU(0.5));
    }

    private static void activation(String name, IActivation activation) {
        layer(name, new ActivationLayer.Builder().activation(activation).build());
        if (!name.equals("softmax")) {
            layer(
                    "convolution with " + name,
                    new ConvolutionLayer.Builder(3, 3)
                            .nOut(5)
                            .activation(activation)
                            .build());
        }
    }

    private static PReLULayer slopes(CNN2DFormat layout, boolean shared) {
        boolean channelsFirst = layout == CNN2DFormat.NCHW;
        PReLULayer.Builder builder = new PReLULayer.Builder();
        if (shared) {
            builder.sharedAxes(channelsFirst ? new long[] {2, 3} : new long[] {1, 2});
        }
        return builder.inputShape(
                        channelsFirst ? new long[] {CHANNELS, HEIGHT, WIDTH} : new long[] {HEIGHT, WIDTH, CHANNELS})
                .build();
    }

    private static SubsamplingLayer.Builder pooling(SubsamplingLayer.PoolingType type) {
        SubsamplingLayer.Builder builder = new SubsamplingLayer.Builder(type).kernelSize(3, 2);
        return type == SubsamplingLayer.PoolingType.PNORM ? builder.pnorm(2) : builder;
    }

    private static BatchNormalization norm() {
        return new BatchNormalization.Builder().useLogStd(false).build();
    }

    private static OutputLayer softmax() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(5)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static void layer(String name, Layer layer) {
        chain(name, (builder, layout) -> {
            builder.addLayer("last", layer.clone(), "first");
            return "last";
        });
    }

    private static void vertex(String name, GraphVertex vertex) {
        chain(name, (builder, layout) -> {
            builder.addVertex("last", vertex.clone(), "first");
            return "last";
        });
    }

    private static void selection(String name, int... channels) {
        chain(name, (builder, layout) -> {
            builder.addVertex("selected", new ChannelSelection(channels, layout), "first");
            return "selected";
        });
    }

    private static void chain(String name, Kind kind) {
        KINDS.put(name, kind);
    }
}
