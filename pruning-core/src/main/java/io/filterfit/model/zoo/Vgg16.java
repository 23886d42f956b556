package io.filterfit.model.zoo;

import io.filterfit.model.Network;
import org.nd4j.linalg.activations.Activation;

/**
 * VGG-16 with batch norm, as used on CIFAR by the pruning literature (Li et al., "Pruning Filters for Efficient ConvNets",
 * 2017): thirteen 3x3 convolutions in five stages of 64, 128, 256, 512 and 512 filters, each stage closed by 2x2 max pooling,
 * then a hidden dense layer of 512 units, with batch norm, and the classifier.
 *
 * <p>Layers: {@code stage<s>.conv<c>, .bn<c>, .relu<c>}, {@code stage<s>.pool}, {@code hidden}, {@code hidden.bn}, {@code
 * hidden.relu}, {@code classifier}.
 */
public final class Vgg16 {

    private static final int[] STAGE_FILTERS = {64, 128, 256, 512, 512};
    private static final int[] STAGE_CONVOLUTIONS = {2, 2, 3, 3, 3};
    private static final int HIDDEN_UNITS = 512;

    /** An untrained network. Images must be at least 32 pixels high and wide, for there are five poolings. */
    public Network build(ZooOptions options) {
        int smallest = 1 << STAGE_FILTERS.length;
        if (options.input().height() < smallest || options.input().width() < smallest) {
            throw ZooOptions.invalid("VGG-16 halves its images five times; they must be at least 32 x 32 pixels, not "
                    + options.input().height() + " x " + options.input().width());
        }
        LayerStack stack = new LayerStack(options);
        String last = LayerStack.INPUT;
        for (int stage = 1; stage <= STAGE_FILTERS.length; stage++) {
            String prefix = "stage" + stage + ".";
            for (int convolution = 1; convolution <= STAGE_CONVOLUTIONS[stage - 1]; convolution++) {
                last = stack.convolutionBlock(
                        prefix, String.valueOf(convolution), options.scaled(STAGE_FILTERS[stage - 1]), 1, last);
            }
            last = stack.layer(prefix + "pool", LayerStack.maxPooling(2, 2), last);
        }
        last = stack.layer("hidden", LayerStack.dense(options.scaled(HIDDEN_UNITS), Activation.IDENTITY), last);
        last = stack.layer("hidden.bn", LayerStack.batchNorm(), last);
        last = stack.layer("hidden.relu", LayerStack.relu(), last);
        last = stack.layer("classifier", LayerStack.classifier(options.classes()), last);
        return new Network(stack.build(last), Network.Kind.COMPUTATION_GRAPH);
    }
}
