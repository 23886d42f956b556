package io.filterfit.model.vertex;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The computation of a {@link ImageVertex}. */
abstract class ImageVertexComputation extends BaseGraphVertex {

    private final ImageVertex vertex;

    ImageVertexComputation(ComputationGraph graph, String name, int index, ImageVertex vertex, DataType dataType) {
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
}
