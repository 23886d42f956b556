package io.filterfit.model.zoo;

import io.filterfit.model.Network;
import io.filterfit.model.vertex.ChannelPadding;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The CIFAR ResNets of He et al., "Deep Residual Learning for Image Recognition", 2016, section 4.2: a 3x3 stem, three
 * stages of (depth - 2) / 6 blocks with 16, 32 and 64 filters, global average pooling, and a dense classifier.
 *
 * <p>Layers: {@code stem.conv, stem.bn, stem.relu}; in each block {@code stage<s>.block<b>.conv1, .bn1, .relu1, .conv2,
 * .bn2, .add, .relu2}; in the first block of stages 2 and 3 {@code .shortcut.conv, .shortcut.bn} or {@code
 * .shortcut.subsample, .shortcut.pad}; {@code pool}, {@code classifier}.
 *
 * @param depth 6n + 2, for instance 8, 20, 32, 56 or 110
 * @param shortcut where the number of channels changes
 */
public record ResNet(int depth, Shortcut shortcut) {

    private static final int[] STAGE_FILTERS = {16, 32, 64};

    public ResNet {
        if (depth < 8 || (depth - 2) % 6 != 0) {
            throw ZooOptions.invalid("A CIFAR ResNet has 6n + 2 layers (8, 20, 32, 56, 110), not " + depth);
        }
        if (shortcut == null) {
            throw ZooOptions.invalid("The shortcut of the ResNet is missing; give PROJECTION or PARAMETER_FREE");
        }
    }

    /** An untrained network. */
    public Network build(ZooOptions options) {
        return new Network(graph(options), Network.Kind.COMPUTATION_GRAPH);
    }

    private ComputationGraph graph(ZooOptions options) {
        LayerStack stack = new LayerStack(options);
        String last = stack.convolutionBlock("stem.", "", options.scaled(STAGE_FILTERS[0]), 1, LayerStack.INPUT);
        int channels = options.scaled(STAGE_FILTERS[0]);
        for (int stage = 1; stage <= STAGE_FILTERS.length; stage++) {
            int filters = options.scaled(STAGE_FILTERS[stage - 1]);
            for (int block = 1; block <= (depth - 2) / 6; block++) {
                String prefix = "stage" + stage + ".block" + block + ".";
                boolean transition = stage > 1 && block == 1;
                String main = mainPath(stack, prefix, filters, transition ? 2 : 1, last);
                String carried = transition ? shortcut(stack, prefix, channels, filters, options, last) : last;
                last = stack.layer(prefix + "relu2", LayerStack.relu(), stack.add(prefix + "add", main, carried));
                channels = filters;
            }
        }
        String pooled = stack.globalAveragePooling("pool", last);
        return stack.build(stack.layer("classifier", LayerStack.classifier(options.classes()), pooled));
    }

    private static String mainPath(LayerStack stack, String prefix, int filters, int stride, String from) {
        String first = stack.convolutionBlock(prefix, "1", filters, stride, from);
        return stack.normalizedConvolution(prefix, "2", LayerStack.convolution(filters, 3, 1), first);
    }

    private String shortcut(
            LayerStack stack, String prefix, int channels, int filters, ZooOptions options, String from) {
        if (shortcut == Shortcut.PROJECTION) {
            return stack.normalizedConvolution(prefix + "shortcut.", "", LayerStack.convolution(filters, 1, 2), from);
        }
        if (filters < channels) {
            throw ZooOptions.invalid(
                    "A parameter-free shortcut cannot go from " + channels + " to " + filters + " filters");
        }
        int before = (filters - channels) / 2;
        int after = filters - channels - before;
        // Max pooling over one pixel, every second pixel: the strided slice of the paper in a stock layer.
        String subsampled = stack.layer(prefix + "shortcut.subsample", LayerStack.maxPooling(1, 2), from);
        return stack.vertex(
                prefix + "shortcut.pad",
                new ChannelPadding(before, after, options.input().layout()),
                subsampled);
    }
}
