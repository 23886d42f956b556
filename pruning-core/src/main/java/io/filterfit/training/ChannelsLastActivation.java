package io.filterfit.training;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation function within an NHWC convolution. Deeplearning4j hands it arrays whose shape is NCHW and whose memory is NHWC, and
 * takes for granted that what comes back is so too; the derivative of ReLU is not, and the convolution then computes gradients
 * that are wrong. This one sees to it.
 */
final class ChannelsLastActivation extends BaseActivationFunction {

    private final transient IActivation function;

    ChannelsLastActivation(IActivation function) {
        this.function = function;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return function.getActivation(in, training);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        Pair<INDArray, INDArray> gradients = function.backprop(in, epsilon);
        INDArray channelsLast = gradients.getFirst().permute(0, 2, 3, 1).dup('c');
        return Pair.of(channelsLast.permute(0, 3, 1, 2), gradients.getSecond());
    }
}
