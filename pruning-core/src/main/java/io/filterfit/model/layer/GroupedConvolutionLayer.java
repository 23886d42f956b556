package io.filterfit.model.layer;

import io.filterfit.nd4j.ArrayViews;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The computation of {@link GroupedConvolution}: one convolution for each group. ND4J's convolutions fail on oneDNN where they are dilated, so
 * there a larger kernel does it, with zeros between the weights.
 */
final class GroupedConvolutionLayer extends BaseLayer<GroupedConvolution> {

    private static final String WEIGHTS = ConvolutionParamInitializer.WEIGHT_KEY;
    private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

    GroupedConvolutionLayer(NeuralNetConfiguration configuration, DataType dataType) {
        super(configuration, dataType);
    }

    @Override
    public Type type() {
        return Type.CONVOLUTIONAL;
    }

    @Override
    public boolean hasBias() {
        return layerConf().hasBias();
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    protected INDArray preOutput(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaces);
        INDArray images = input.castTo(dataType);
        INDArray weights = getParamWithNoise(WEIGHTS, training, workspaces);
        INDArray bias = hasBias() ? getParamWithNoise(BIAS, training, workspaces) : null;
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, outputShape(images), 'c');
        int[] arguments = arguments(images, output);
        for (int group = 0; group < groups(); group++) {
            List<INDArray> operands = new ArrayList<>();
            operands.add(channels(images, group).dup('c'));
            operands.add(spread(filters(weights, group)));
            if (bias != null) {
                operands.add(filters(bias, group));
            }
            INDArray part = channels(output, group);
            part.assign(
                    run("conv2d", operands, List.of(part.ulike()), arguments).get(0));
        }
        return output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray images = input.castTo(dataType);
        INDArray weights = getParamWithNoise(WEIGHTS, true, workspaces);
        INDArray bias = hasBias() ? getParamWithNoise(BIAS, true, workspaces) : null;
        INDArray delta = layerConf()
                .getActivationFn()
                .backprop(preOutput(true, workspaces), epsilon.castTo(dataType))
                .getFirst();
        INDArray inputGradient =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, images.shape(), 'c');
        int[] arguments = arguments(images, delta);
        for (int group = 0; group < groups(); group++) {
            List<INDArray> operands = new ArrayList<>();
            List<INDArray> gradients = new ArrayList<>();
            operands.add(channels(images, group).dup('c'));
            gradients.add(operands.get(0).ulike());
            INDArray kernel = spread(filters(weights, group));
            INDArray kernelGradient = isDilated() ? kernel.ulike() : filters(gradientViews.get(WEIGHTS), group);
            operands.add(kernel);
            gradients.add(kernelGradient);
            if (bias != null) {
                operands.add(filters(bias, group));
                gradients.add(filters(gradientViews.get(BIAS), group));
            }
            operands.add(channels(delta, group).dup('c'));
            run("conv2d_bp", operands, gradients, arguments);
            channels(inputGradient, group).assign(gradients.get(0));
            if (isDilated()) {
                filters(gradientViews.get(WEIGHTS), group).assign(weightsOf(kernelGradient));
            }
        }
        weightNoiseParams.clear();
        return new Pair<>(parameterGradients(), backpropDropOutIfPresent(inputGradient));
    }

    private Gradient parameterGradients() {
        Gradient gradient = new DefaultGradient();
        if (hasBias()) {
            gradient.setGradientFor(BIAS, gradientViews.get(BIAS));
        }
        gradient.setGradientFor(WEIGHTS, gradientViews.get(WEIGHTS), 'c');
        return gradient;
    }

    private static List<INDArray> run(
            String operation, List<INDArray> operands, List<INDArray> results, int[] arguments) {
        Nd4j.exec(DynamicCustomOp.builder(operation)
                .addInputs(operands.toArray(INDArray[]::new))
                .addIntegerArguments(arguments)
                .addOutputs(results.toArray(INDArray[]::new))
                .build());
        return results;
    }

    /** As conv2d takes them; the last one says that weights are [out, in, kh, kw]. */
    private int[] arguments(INDArray images, INDArray output) {
        GroupedConvolution layer = layerConf();
        int[] kernel = layer.getKernelSize();
        int[] stride = layer.getStride();
        boolean same = layer.getConvolutionMode() == ConvolutionMode.Same;
        int[] padding = same
                ? ConvolutionUtils.getSameModeTopLeftPadding(
                        space(output), space(images), kernel, stride, layer.getDilation())
                : layer.getPadding();
        return new int[] {
            extent(0),
            extent(1),
            stride[0],
            stride[1],
            padding[0],
            padding[1],
            1,
            1,
            same ? 1 : 0,
            channelsFirst() ? 0 : 1,
            1
        };
    }

    private boolean isDilated() {
        int[] dilation = layerConf().getDilation();
        return dilation[0] > 1 || dilation[1] > 1;
    }

    /** How many pixels the kernel reaches over. */
    private int extent(int axis) {
        return (layerConf().getKernelSize()[axis] - 1) * layerConf().getDilation()[axis] + 1;
    }

    /** [out, in, kh, kw] with zeros between, where the convolution is dilated. */
    private INDArray spread(INDArray weights) {
        if (!isDilated()) {
            return weights;
        }
        INDArray spread = Nd4j.create(dataType, weights.size(0), weights.size(1), extent(0), extent(1));
        weightsOf(spread).assign(weights);
        return spread;
    }

    /** The weights among the zeros, a view. */
    private INDArray weightsOf(INDArray spread) {
        int[] kernel = layerConf().getKernelSize();
        int[] dilation = layerConf().getDilation();
        long[] shape = {spread.size(0), spread.size(1), kernel[0], kernel[1]};
        long[] stride = {
            spread.stride(0), spread.stride(1), spread.stride(2) * dilation[0], spread.stride(3) * dilation[1]
        };
        return Nd4j.create(spread.data(), shape, stride, spread.offset(), 'c');
    }

    private long[] outputShape(INDArray images) {
        GroupedConvolution layer = layerConf();
        int[] padding = layer.getConvolutionMode() == ConvolutionMode.Same ? null : layer.getPadding();
        int[] size = ConvolutionUtils.getOutputSize(
                images,
                layer.getKernelSize(),
                layer.getStride(),
                padding,
                layer.getConvolutionMode(),
                layer.getDilation(),
                layer.getCnn2dDataFormat());
        return channelsFirst()
                ? new long[] {images.size(0), layer.getNOut(), size[0], size[1]}
                : new long[] {images.size(0), size[0], size[1], layer.getNOut()};
    }

    /** Height and width. */
    private int[] space(INDArray images) {
        int row = channelsFirst() ? 2 : 1;
        return new int[] {(int) images.size(row), (int) images.size(row + 1)};
    }

    /** The group's channels of an activation, a view. */
    private INDArray channels(INDArray activation, int group) {
        return part(activation, channelsFirst() ? 1 : 3, group);
    }

    /** The group's filters of a parameter array [out, ...], a view. */
    private INDArray filters(INDArray parameter, int group) {
        return part(parameter, 0, group);
    }

    private INDArray part(INDArray array, int axis, int group) {
        long size = array.size(axis) / groups();
        return ArrayViews.slice(array, axis, group * size, (group + 1) * size);
    }

    private int groups() {
        return layerConf().groups();
    }

    private boolean channelsFirst() {
        return layerConf().getCnn2dDataFormat() == CNN2DFormat.NCHW;
    }
}
