package io.filterfit.graph;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What activation functions do to a channel that is 0. */
final class Activations {

    private Activations() {}

    /** Channels behind an activation function. */
    static Channels flow(IActivation function, Channels channels, Site site) {
        if (function instanceof ActivationSoftmax) {
            String reason = "the softmax of '" + site.name() + "' ties its channels together";
            site.origins().fix(channels, reason);
            return channels;
        }
        return channels.through(keepsZero(function));
    }

    private static boolean keepsZero(IActivation function) {
        if (function instanceof ActivationIdentity || function instanceof ActivationReLU) {
            return true; // by far the most frequent ones need not be asked
        }
        double ofZero =
                function.getActivation(Nd4j.zeros(DataType.FLOAT, 1, 1), false).getDouble(0);
        return ofZero == 0;
    }
}
