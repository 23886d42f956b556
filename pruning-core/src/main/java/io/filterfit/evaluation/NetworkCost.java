package io.filterfit.evaluation;

import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What one forward pass of one image costs, under each convention that papers use (algorithm section 4).
 *
 * @param parameters trainable parameters (batch-norm running statistics are not among them)
 * @param macs multiply-accumulates of convolution and dense layers of the integer network; the default convention
 * @param convolutionMacs multiply-accumulates of convolutions only, as the SFP and FPGM papers count
 * @param flops floating-point operations: 2 x {@code macs}
 */
public record NetworkCost(long parameters, long macs, long convolutionMacs, long flops) {

    /**
     * The cost of a network for one image of the shape that is pinned to it.
     *
     * @throws io.filterfit.spec.CompressionException MODEL_UNSUPPORTED if no input shape is pinned to the network
     * @see io.filterfit.model.InputShape#pin(ComputationGraph)
     */
    public static NetworkCost of(ComputationGraph graph) {
        long parameters = 0;
        long macs = 0;
        long convolutionMacs = 0;
        for (LayerCost layer : LayerCost.of(graph)) {
            parameters += layer.parameters();
            macs += layer.macs();
            convolutionMacs += layer.convolution() ? layer.macs() : 0;
        }
        return new NetworkCost(parameters, macs, convolutionMacs, 2 * macs);
    }

    /** The share of multiply-accumulates that {@code smaller} saves, from 0 to 1. */
    public double flopsReduction(NetworkCost smaller) {
        return 1 - (double) smaller.macs / macs;
    }

    /** The share of parameters that {@code smaller} saves, from 0 to 1. */
    public double parameterReduction(NetworkCost smaller) {
        return 1 - (double) smaller.parameters / parameters;
    }
}
