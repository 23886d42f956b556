package io.filterfit.evaluation;

/**
 * What one forward pass of one image costs, under each convention that papers use (algorithm section 4).
 *
 * @param parameters trainable parameters (batch-norm running statistics are not among them)
 * @param macs multiply-accumulates of convolution and dense layers of the integer network; the default convention
 * @param convolutionMacs multiply-accumulates of convolutions only, as the SFP and FPGM papers count
 * @param flops floating-point operations: 2 x {@code macs}
 */
public record NetworkCost(long parameters, long macs, long convolutionMacs, long flops) {

    /** The share of multiply-accumulates that {@code smaller} saves, from 0 to 1. */
    public double flopsReduction(NetworkCost smaller) {
        return 1 - (double) smaller.macs / macs;
    }

    /** The share of parameters that {@code smaller} saves, from 0 to 1. */
    public double parameterReduction(NetworkCost smaller) {
        return 1 - (double) smaller.parameters / parameters;
    }
}
