package io.filterfit.model.vertex;

import io.filterfit.nd4j.ArrayViews;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The computation of {@link ChannelPadding}. */
final class ChannelPaddingVertex extends ImageVertexComputation {

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
        inner(output).assign(input);
        return output;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray gradient = workspaces.dup(ArrayType.ACTIVATION_GRAD, inner(epsilon), 'c');
        return new Pair<>(null, new INDArray[] {gradient});
    }

    /** Where the input's channels lie in an array of the output's shape. */
    private INDArray inner(INDArray output) {
        long channels = output.size(channelAxis);
        return ArrayViews.slice(output, channelAxis, padding.before(), channels - padding.after());
    }
}
