package io.filterfit.model.zoo;

import io.filterfit.model.Network;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * A small plain network for quick starts and tests, and the one of kind {@code MULTI_LAYER}: three convolutions of 16, 32 and 64
 * filters with batch norm and ReLU, each followed by 2x2 max pooling, a hidden dense layer behind a flatten, dropout, and the
 * classifier.
 *
 * <p>Layers: {@code conv<c>, bn<c>, relu<c>, pool<c>}, {@code hidden}, {@code dropout}, {@code classifier}.
 */
public final class PlainCnn {

    private static final int[] FILTERS = {16, 32, 64};
    private static final int HIDDEN_UNITS = 64;
    private static final double DROPOUT_RETAIN = 0.8;

    /** An untrained network. Images must be at least 8 pixels high and wide. */
    public Network build(ZooOptions options) {
        if (options.input().height() < 8 || options.input().width() < 8) {
            throw ZooOptions.invalid(
                    "The plain network halves its images three times; they must be at least 8 x 8 pixels, not "
                            + options.input().height() + " x " + options.input().width());
        }
        LayerStack stack = new LayerStack(options);
        String last = LayerStack.INPUT;
        for (int block = 1; block <= FILTERS.length; block++) {
            String number = String.valueOf(block);
            last = stack.convolutionBlock("", number, options.scaled(FILTERS[block - 1]), 1, last);
            last = stack.layer("pool" + number, LayerStack.maxPooling(2, 2), last);
        }
        last = stack.layer("hidden", LayerStack.dense(options.scaled(HIDDEN_UNITS), Activation.RELU), last);
        last = stack.layer("dropout", new DropoutLayer(DROPOUT_RETAIN), last);
        last = stack.layer("classifier", LayerStack.classifier(options.classes()), last);
        return new Network(stack.build(last), Network.Kind.MULTI_LAYER);
    }
}
