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

/** The computation of {@link SpatialPadding}. */
final class SpatialPaddingVertex extends ParameterFreeComputation {

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
        output.get(pixelsOf(input)).assign(input);
        return output;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray gradient = workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon.get(pixelsOf(inputs[0])), 'c');
        return new Pair<>(null, new INDArray[] {gradient});
    }

    /** Where the input's pixels lie in the output. */
    private INDArrayIndex[] pixelsOf(INDArray input) {
        INDArrayIndex[] indices = everything(4);
        indices[rowAxis] = NDArrayIndex.interval(padding.top(), padding.top() + input.size(rowAxis));
        indices[rowAxis + 1] = NDArrayIndex.interval(padding.left(), padding.left() + input.size(rowAxis + 1));
        return indices;
    }
}
