package io.filterfit.model.onnx.export;

import org.deeplearning4j.nn.conf.graph.GraphVertex;

/**
 * Writes one kind of vertex.
 *
 * @param <V> the vertex' configuration
 */
interface VertexExporter<V extends GraphVertex> {

    /** Adds what the vertex computes to the graph and gives back the tensor that holds it, one of its inputs if it does nothing. */
    String export(V vertex, Place place);
}
