package io.filterfit.model.vertex;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A vertex without parameters that knows the layout of its images. */
public abstract sealed class ImageVertex extends GraphVertex
        permits ChannelPadding, ChannelScale, ChannelSelection, SpatialPadding {

    private final CNN2DFormat layout;

    ImageVertex(CNN2DFormat layout) {
        this.layout = Objects.requireNonNull(layout, "layout");
    }

    /** Of the images that come in, and of those that go out. */
    @JsonProperty("layout")
    public final CNN2DFormat layout() {
        return layout;
    }

    /** How many inputs it takes. */
    int inputs() {
        return 1;
    }

    abstract ImageVertexComputation computation(ComputationGraph graph, String name, int index, DataType dataType);

    @Override
    public final int minVertexInputs() {
        return inputs();
    }

    @Override
    public final int maxVertexInputs() {
        return inputs();
    }

    @Override
    public final org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph,
            String name,
            int index,
            INDArray parametersView,
            boolean initializeParameters,
            DataType dataType) {
        return computation(graph, name, index, dataType);
    }

    @Override
    public final long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public final MemoryReport getMemoryReport(InputType... inputs) {
        return new LayerMemoryReport.Builder(null, getClass(), inputs[0], getOutputType(-1, inputs))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }
}
