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

/** The computation of {@link SpatialPadding}. */
final class SpatialPaddingVertex extends ImageVertexComputation {

    private final SpatialPadding padding;
    private final int rowAxis;

    SpatialPaddingVertex(ComputationGraph graph, String name, int index, SpatialPadding padding, DataType dataType) {
        super(graph, name, index, padding, dataType);
        this.padding = padding;
        this.rowAxis = padding.layout() == CNN2DFormat.NCHW ? 2 : 1;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray input = inputs[0];
        long[] shape = input.shape().clone();
        shape[rowAxis] += padding.top() + padding.bottom();
        shape[rowAxis + 1] += padding.left() + padding.right();
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, input.dataType(), shape, 'c');
        output.assign(padding.value());
        inner(output).assign(input);
        return output;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray gradient = workspaces.dup(ArrayType.ACTIVATION_GRAD, inner(epsilon), 'c');
        return new Pair<>(null, new INDArray[] {gradient});
    }

    /** Where the input's pixels lie in an array of the output's shape. */
    private INDArray inner(INDArray output) {
        long rows = output.size(rowAxis);
        long columns = output.size(rowAxis + 1);
        INDArray inner = ArrayViews.slice(output, rowAxis, padding.top(), rows - padding.bottom());
        return ArrayViews.slice(inner, rowAxis + 1, padding.left(), columns - padding.right());
    }
}
