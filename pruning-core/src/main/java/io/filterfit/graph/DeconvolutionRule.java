package io.filterfit.graph;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;

/** A transposed convolution: as a convolution, but W [in, out, kh, kw], each weight used once for each pixel of the input. */
final class DeconvolutionRule extends ConvolutionRule<Deconvolution2D> {

    DeconvolutionRule() {
        super(1, 0);
    }

    @Override
    public long positions(InputType input, InputType output) {
        return ActivationSize.positions(input);
    }
}
