package io.filterfit.model.vertex;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The computation of {@link ChannelPadding}. */
final class ChannelPaddingVertex extends ParameterFreeComputation {

    private final ChannelPadding padding;
    private final int channelAxis;

    ChannelPaddingVertex(ComputationGraph graph, String name, int index, ChannelPadding padding, DataType dataType) {
        super(graph, name, index, padding, dataType);
        this.padding = padding;
        this.channelAxis = padding.layout() == CNN2DFormat.NCHW ? 1 : 3;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray input = inputs[0];
        long[] shape = input.shape().clone();
        shape[channelAxis] += padding.before() + padding.after();
        INDArray output = workspaces.create(ArrayType.ACTIVATIONS, input.dataType(), shape, 'c');
        output.get(channelsOf(input)).assign(input);
        return output;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray gradient = workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon.get(channelsOf(inputs[0])), 'c');
        return new Pair<>(null, new INDArray[] {gradient});
    }

    /** Where the input's channels lie in the output. */
    private INDArrayIndex[] channelsOf(INDArray input) {
        INDArrayIndex[] indices = everything(4);
        indices[channelAxis] = NDArrayIndex.interval(padding.before(), padding.before() + input.size(channelAxis));
        return indices;
    }
}
