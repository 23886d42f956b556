package io.filterfit.graph;

import org.deeplearning4j.nn.conf.graph.GraphVertex;

/**
 * How channels pass through one kind of vertex.
 *
 * @param <V> the vertex's configuration
 */
interface VertexRule<V extends GraphVertex> {

    /** The channels of the vertex's output; unites and fixes origins as the vertex demands. */
    Channels flow(V vertex, Site site);

    /**
     * The vertex for inputs of which only some channels stay.
     *
     * @param vertex a copy that may be changed
     * @param kept what stays of its inputs and its output
     * @return the vertex to put in its place, usually the same
     */
    default GraphVertex resize(V vertex, KeptChannels kept) {
        return vertex;
    }
}
