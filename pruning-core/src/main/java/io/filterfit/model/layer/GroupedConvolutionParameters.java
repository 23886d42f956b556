package io.filterfit.model.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The parameters of a {@link GroupedConvolution} in its flat array: b [out] if it has one, then W [out, in / groups, kh, kw]. */
final class GroupedConvolutionParameters extends ConvolutionParamInitializer {

    static final GroupedConvolutionParameters INSTANCE = new GroupedConvolutionParameters();

    private GroupedConvolutionParameters() {}

    @Override
    public long numParams(Layer layer) {
        GroupedConvolution convolution = (GroupedConvolution) layer;
        long weights = 1;
        for (long size : shape(convolution)) {
            weights = Math.multiplyExact(weights, size);
        }
        return Math.addExact(weights, convolution.hasBias() ? convolution.getNOut() : 0);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration configuration, INDArray gradients) {
        GroupedConvolution convolution = (GroupedConvolution) configuration.getLayer();
        INDArray flat = gradients.reshape(gradients.length());
        long biases = convolution.hasBias() ? convolution.getNOut() : 0;
        Map<String, INDArray> views = new LinkedHashMap<>();
        if (biases > 0) {
            views.put(BIAS_KEY, flat.get(NDArrayIndex.interval(0, biases)));
        }
        INDArray weights = flat.get(NDArrayIndex.interval(biases, flat.length()));
        views.put(WEIGHT_KEY, weights.reshape('c', shape(convolution)));
        return views;
    }

    @Override
    protected INDArray createWeightMatrix(NeuralNetConfiguration configuration, INDArray weights, boolean initialize) {
        GroupedConvolution convolution = (GroupedConvolution) configuration.getLayer();
        long[] shape = shape(convolution);
        if (!initialize) {
            return weights.reshape('c', shape);
        }
        int[] stride = convolution.getStride();
        double kernel = (double) shape[2] * shape[3];
        double fanIn = shape[1] * kernel;
        double fanOut = (double) shape[0] / convolution.groups() * kernel / ((double) stride[0] * stride[1]);
        return convolution.getWeightInitFn().init(fanIn, fanOut, shape, 'c', weights);
    }

    private static long[] shape(GroupedConvolution convolution) {
        int[] kernel = convolution.getKernelSize();
        return new long[] {convolution.getNOut(), convolution.getNIn() / convolution.groups(), kernel[0], kernel[1]};
    }
}
