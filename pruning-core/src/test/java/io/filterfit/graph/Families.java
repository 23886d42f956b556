package io.filterfit.graph;

import io.filterfit.model.activation.HardSigmoid;
import io.filterfit.model.activation.HardSwish;
import io.filterfit.model.layer.GroupedConvolution;
import io.filterfit.model.vertex.ChannelScale;
import io.filterfit.model.vertex.ChannelSelection;
import io.filterfit.model.vertex.SpatialPadding;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Small networks with the structures of known families, two blocks each. */
public enum Families {
    RESNEXT {
        @Override
        String grow(Pieces net) {
            String stem = net.block(Graphs.INPUT, 16, 3);
            return resNextBlock(net, resNextBlock(net, stem));
        }

        private String resNextBlock(Pieces net, String from) {
            String grouped = net.normalised(
                    net.layer(new GroupedConvolution.Builder(4, 3, 3).nOut(16).build(), net.block(from, 16, 1)));
            String expanded = net.normalised(net.convolution(grouped, 16, 1));
            return net.activated(net.vertex(Graphs.add(), expanded, from), new ActivationReLU());
        }
    },

    SHUFFLENET_V2 {
        @Override
        String grow(Pieces net) {
            return net.block(unit(net, unit(net, net.block(Graphs.INPUT, 12, 3))), 16, 1);
        }

        private String unit(Pieces net, String from) {
            String passed = net.vertex(ChannelSelection.slice(0, 6, net.layout), from);
            String worked = net.vertex(ChannelSelection.slice(6, 12, net.layout), from);
            String narrow = net.normalised(net.depthwise(net.block(worked, 6, 1), 6));
            String joined = net.vertex(new MergeVertex(), passed, net.block(narrow, 6, 1));
            int[] shuffle = {0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11};
            return net.vertex(new ChannelSelection(shuffle, net.layout), joined);
        }
    },

    MOBILENET_V3 {
        @Override
        String grow(Pieces net) {
            return invertedResidual(net, invertedResidual(net, net.block(Graphs.INPUT, 8, 3)));
        }

        private String invertedResidual(Pieces net, String from) {
            String expanded = net.activated(net.normalised(net.convolution(from, 16, 1)), new HardSwish());
            String deep = net.activated(net.normalised(net.depthwise(expanded, 16)), new HardSwish());
            String pooled = net.layer(new GlobalPoolingLayer(PoolingType.AVG), deep);
            String squeezed = net.layer(
                    new DenseLayer.Builder().nOut(4).activation(Activation.RELU).build(), pooled);
            String gates = net.layer(
                    new DenseLayer.Builder()
                            .nOut(16)
                            .activation(new HardSigmoid(1.0 / 6, 0.5))
                            .build(),
                    squeezed);
            String scaled = net.vertex(new ChannelScale(net.layout), gates, deep);
            return net.vertex(Graphs.add(), from, net.normalised(net.convolution(scaled, 8, 1)));
        }
    },

    DENSENET {
        @Override
        String grow(Pieces net) {
            String stem = net.convolution(Graphs.INPUT, 8, 3);
            String once = net.vertex(new MergeVertex(), stem, dense(net, stem));
            String twice = net.vertex(new MergeVertex(), once, dense(net, once));
            String transition = net.convolution(net.activated(net.normalised(twice), new ActivationReLU()), 8, 1);
            return net.layer(pooling(PoolingType.AVG, 2, 2), transition);
        }

        private String dense(Pieces net, String from) {
            String bottleneck = net.convolution(net.activated(net.normalised(from), new ActivationReLU()), 12, 1);
            return net.convolution(net.activated(net.normalised(bottleneck), new ActivationReLU()), 6, 3);
        }
    },

    INCEPTION {
        @Override
        String grow(Pieces net) {
            return mixed(net, mixed(net, net.block(Graphs.INPUT, 8, 3)));
        }

        private String mixed(Pieces net, String from) {
            String padded = net.vertex(new SpatialPadding(2, 1, 0, 3, 0, net.layout), net.block(from, 6, 1));
            String wide = net.normalised(net.layer(
                    new ConvolutionLayer.Builder(4, 4)
                            .convolutionMode(ConvolutionMode.Truncate)
                            .nOut(6)
                            .build(),
                    padded));
            String bordered = net.vertex(new SpatialPadding(1, 1, 1, 1, SpatialPadding.LOWEST, net.layout), from);
            String pooled = net.layer(
                    new SubsamplingLayer.Builder(PoolingType.MAX)
                            .kernelSize(3, 3)
                            .stride(1, 1)
                            .convolutionMode(ConvolutionMode.Truncate)
                            .build(),
                    bordered);
            return net.vertex(new MergeVertex(), net.block(from, 4, 1), wide, net.block(pooled, 4, 1));
        }
    },

    U_NET {
        @Override
        String grow(Pieces net) {
            String top = net.block(Graphs.INPUT, 8, 3);
            String middle = net.block(net.layer(pooling(PoolingType.MAX, 2, 2), top), 12, 3);
            String bottom = net.block(net.layer(pooling(PoolingType.MAX, 2, 2), middle), 16, 3);
            String up = net.layer(
                    new Deconvolution2D.Builder(2, 2).stride(2, 2).nOut(12).build(), bottom);
            String joined = net.block(net.vertex(new MergeVertex(), middle, up), 12, 3);
            String larger = net.layer(new Upsampling2D.Builder(2).build(), joined);
            return net.block(net.vertex(new MergeVertex(), larger, top), 8, 3);
        }
    },

    /** One layer for two branches. */
    SIAMESE {
        @Override
        String grow(Pieces net) {
            String left = net.block(Graphs.INPUT, 8, 3);
            String right = net.block(Graphs.INPUT, 8, 1);
            String shared = net.block(net.vertex(new StackVertex(), left, right), 12, 3);
            String one = net.vertex(new UnstackVertex(0, 2), shared);
            String other = net.vertex(new UnstackVertex(1, 2), shared);
            return net.vertex(new MergeVertex(), one, other);
        }
    };

    private static final int SIZE = 8;

    /** The network, with random parameters, for images of 8 x 8 pixels. */
    public ComputationGraph build(CNN2DFormat layout, long seed) {
        Pieces net = new Pieces(layout);
        String pooled = net.layer(new GlobalPoolingLayer(PoolingType.AVG), grow(net));
        net.builder.setOutputs(net.layer(Graphs.output(), pooled));
        return Graphs.build(net.builder, SIZE, SIZE, layout, seed);
    }

    /** @return the last vertex */
    abstract String grow(Pieces net);

    private static SubsamplingLayer pooling(PoolingType type, int kernel, int stride) {
        return new SubsamplingLayer.Builder(type)
                .kernelSize(kernel, kernel)
                .stride(stride, stride)
                .build();
    }

    /** What the networks are put together of; every method gives the name of what it added. */
    private static final class Pieces {

        private final GraphBuilder builder = Graphs.builder();
        private final CNN2DFormat layout;
        private int count;

        Pieces(CNN2DFormat layout) {
            this.layout = layout;
        }

        String layer(org.deeplearning4j.nn.conf.layers.Layer layer, String from) {
            String name = "layer" + count++;
            builder.addLayer(name, layer, from);
            return name;
        }

        String vertex(org.deeplearning4j.nn.conf.graph.GraphVertex vertex, String... from) {
            String name = "vertex" + count++;
            builder.addVertex(name, vertex, from);
            return name;
        }

        String convolution(String from, int filters, int kernel) {
            return layer(
                    new ConvolutionLayer.Builder(kernel, kernel)
                            .nOut(filters)
                            .hasBias(false)
                            .build(),
                    from);
        }

        String depthwise(String from, int channels) {
            return layer(new DepthwiseConvolution2D.Builder(3, 3).nOut(channels).build(), from);
        }

        String normalised(String from) {
            return layer(Graphs.normalisation(), from);
        }

        String activated(String from, IActivation function) {
            return layer(new ActivationLayer(function), from);
        }

        /** A convolution, its batch norm and a ReLU. */
        String block(String from, int filters, int kernel) {
            return activated(normalised(convolution(from, filters, kernel)), new ActivationReLU());
        }
    }
}
