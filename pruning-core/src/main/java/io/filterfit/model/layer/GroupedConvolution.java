package io.filterfit.model.layer;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A convolution whose channels are split into groups of equal size that see nothing of each other (Xie et al., "Aggregated Residual
 * Transformations for Deep Neural Networks", 2017): output filter o, of group o / (out / groups), reads the in / groups input channels
 * of that group only.
 *
 * <p>Input [n, in, h, w], output [n, out, oh, ow] in NCHW; [n, h, w, in] and [n, oh, ow, out] in NHWC. In both layouts, the weights W are
 * [out, in / groups, kh, kw] and the bias b, if it has one, is [out], in the order in which a {@link ConvolutionLayer} stores them.
 *
 * <p>All else (kernel, stride, padding, dilation, convolution mode, activation function) is as in a {@link ConvolutionLayer}; a group for
 * each input channel is what Deeplearning4j's depthwise convolution does faster.
 */
public final class GroupedConvolution extends ConvolutionLayer {

    @JsonProperty("groups")
    private int groups;

    /** For JSON. */
    private GroupedConvolution() {}

    private GroupedConvolution(Builder builder) {
        super(builder);
        groups = builder.groups;
    }

    /** How many groups; at least 2, but for what a cut has left. */
    public int groups() {
        return groups;
    }

    /** Leaves the first so many groups of input and of output channels, at least 1. */
    public void keepGroups(int count) {
        setNIn(getNIn() / groups * count);
        setNOut(getNOut() / groups * count);
        groups = count;
    }

    /** Whether there are groups, and both the input and the output channels can be split into them. */
    public boolean splitsEvenly() {
        return groups >= 1 && getNIn() % groups == 0 && getNOut() % groups == 0;
    }

    @Override
    public GroupedConvolution clone() {
        return (GroupedConvolution) super.clone();
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int layerIndex,
            INDArray parameters,
            boolean initializeParameters,
            DataType dataType) {
        requireEvenSplit();
        GroupedConvolutionLayer layer = new GroupedConvolutionLayer(configuration, dataType);
        layer.setListeners(listeners);
        layer.setIndex(layerIndex);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(initializer().init(configuration, parameters, initializeParameters));
        layer.setConf(configuration);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return GroupedConvolutionParameters.INSTANCE;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        requireEvenSplit();
        return super.getOutputType(layerIndex, inputType);
    }

    private void requireEvenSplit() {
        if (!splitsEvenly()) {
            throw new IllegalStateException("Grouped convolution '" + getLayerName() + "' from " + getNIn() + " to "
                    + getNOut() + " channels in " + groups
                    + " groups; each must have the same number of channels");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupedConvolution convolution && convolution.groups == groups && super.equals(other);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof GroupedConvolution;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), groups);
    }

    @Override
    public String toString() {
        return "GroupedConvolution(groups=" + groups + ", " + super.toString() + ")";
    }

    /** As that of a {@link ConvolutionLayer}. */
    public static final class Builder extends ConvolutionLayer.Builder {

        private final int groups;

        /**
         * @param groups at least 2; the numbers of input and of output channels must be multiples of it
         * @param kernelSize height and width of the kernel
         */
        public Builder(int groups, int... kernelSize) {
            super(kernelSize);
            if (groups < 2) {
                throw new IllegalArgumentException(
                        "A grouped convolution has at least 2 groups, not " + groups + "; one is a plain convolution");
            }
            this.groups = groups;
        }

        @Override
        public GroupedConvolution build() {
            super.build(); // for its checks
            return new GroupedConvolution(this);
        }
    }
}
