package io.filterfit.model.zoo;

import io.filterfit.model.InputShape;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/**
 * What all architectures of the zoo can be varied in.
 *
 * @param input the images, and the layout of the whole network
 * @param classes of the output layer, at least 2
 * @param widthFactor multiplies every layer's filters; 1 is the paper's network
 * @param seed of the initial weights
 */
public record ZooOptions(InputShape input, int classes, double widthFactor, long seed) {

    /** CIFAR-10, the papers' widths, NHWC. */
    public static final ZooOptions CIFAR10 = new ZooOptions(InputShape.CIFAR, 10, 1, 1);

    public ZooOptions {
        if (input == null) {
            throw invalid("input is missing");
        }
        if (classes < 2) {
            throw invalid("classes is " + classes + "; it must be at least 2");
        }
        if (!(widthFactor > 0 && widthFactor <= 16)) {
            throw invalid("widthFactor is " + widthFactor + "; it must lie above 0 and be at most 16");
        }
    }

    public ZooOptions withInput(InputShape other) {
        return new ZooOptions(other, classes, widthFactor, seed);
    }

    public ZooOptions withLayout(CNN2DFormat layout) {
        return withInput(new InputShape(input.height(), input.width(), input.channels(), layout));
    }

    public ZooOptions withClasses(int other) {
        return new ZooOptions(input, other, widthFactor, seed);
    }

    public ZooOptions withWidthFactor(double other) {
        return new ZooOptions(input, classes, other, seed);
    }

    public ZooOptions withSeed(long other) {
        return new ZooOptions(input, classes, widthFactor, other);
    }

    /** The filters of a layer that has {@code filters} in the paper; at least 1. */
    int scaled(int filters) {
        return Math.max(1, (int) Math.round(filters * widthFactor));
    }

    static CompressionException invalid(String sentence) {
        return new CompressionException(FailureReason.INVALID_REQUEST, sentence);
    }
}
