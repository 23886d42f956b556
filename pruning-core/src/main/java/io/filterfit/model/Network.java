package io.filterfit.model;

import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network, and the kind of file it goes back into.
 *
 * @param graph the network, initialised; a multi-layer network is held as the chain of its layers
 * @param kind what the file held, and what {@link Networks#write} makes of the graph
 */
public record Network(ComputationGraph graph, Kind kind) {

    public Network {
        Objects.requireNonNull(graph, "graph");
        Objects.requireNonNull(kind, "kind");
    }

    /** The same kind of network with another graph, for instance after surgery. */
    public Network with(ComputationGraph other) {
        return new Network(other, kind);
    }

    /** The two network classes of Deeplearning4j. */
    public enum Kind {
        COMPUTATION_GRAPH,
        MULTI_LAYER
    }
}
