package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_clip;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_elu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_soft_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_swish;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh;

import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * An activation as the library knows it.
 *
 * @param algorithm a {@code dnnl_alg_kind_t}
 * @param alpha its first parameter
 * @param beta its second one
 */
record ActivationFunction(int algorithm, float alpha, float beta) {

    static final ActivationFunction RELU = new ActivationFunction(dnnl_eltwise_relu, 0, 0);

    /** Empty for one that the library does not have, or has in another form. */
    static Optional<ActivationFunction> of(IActivation activation) {
        if (activation instanceof ActivationReLU relu) {
            return relu.equals(new ActivationReLU()) ? Optional.of(RELU) : Optional.empty();
        }
        if (activation instanceof ActivationLReLU leaky) {
            return Optional.of(new ActivationFunction(dnnl_eltwise_relu, (float) leaky.getAlpha(), 0));
        }
        if (activation instanceof ActivationReLU6) {
            return Optional.of(new ActivationFunction(dnnl_eltwise_clip, 0, 6));
        }
        if (activation instanceof ActivationELU elu) {
            return Optional.of(new ActivationFunction(dnnl_eltwise_elu, (float) elu.getAlpha(), 0));
        }
        if (activation instanceof ActivationSigmoid) {
            return Optional.of(new ActivationFunction(dnnl_eltwise_logistic, 0, 0));
        }
        if (activation instanceof ActivationTanH) {
            return Optional.of(new ActivationFunction(dnnl_eltwise_tanh, 0, 0));
        }
        if (activation instanceof ActivationSoftPlus) {
            return Optional.of(new ActivationFunction(dnnl_eltwise_soft_relu, 1, 0));
        }
        if (activation instanceof ActivationSwish) {
            return Optional.of(new ActivationFunction(dnnl_eltwise_swish, 1, 0));
        }
        return Optional.empty();
    }

    boolean isRelu() {
        return equals(RELU);
    }

    /** Whether the derivative is found from the output, so that the input need not be kept. */
    boolean derivesFromOutput() {
        return isRelu();
    }

    /** The {@code dnnl_alg_kind_t} of the pass back. */
    int backwardAlgorithm() {
        return derivesFromOutput() ? dnnl_eltwise_relu_use_dst_for_bwd : algorithm;
    }
}
