package io.filterfit.model.vertex;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The computation of a {@link ParameterFreeVertex}. */
abstract class ParameterFreeComputation extends BaseGraphVertex {

    private final ParameterFreeVertex vertex;

    ParameterFreeComputation(
            ComputationGraph graph, String name, int index, ParameterFreeVertex vertex, DataType dataType) {
        super(graph, name, index, null, null, dataType);
        this.vertex = vertex;
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public Layer getLayer() {
        return null;
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        if (gradients != null) {
            throw new IllegalArgumentException(vertex + " has no parameters, so it takes no gradients");
        }
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int minibatchSize) {
        return masks == null || masks.length == 0 ? null : new Pair<>(masks[0], state);
    }

    @Override
    public String toString() {
        return vertexName + ": " + vertex;
    }

    /** Indices of everything in an array of that rank. */
    static INDArrayIndex[] everything(int rank) {
        INDArrayIndex[] indices = new INDArrayIndex[rank];
        Arrays.fill(indices, NDArrayIndex.all());
        return indices;
    }
}
