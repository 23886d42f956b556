package io.filterfit.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network, and what its file held besides.
 *
 * @param graph the network, initialised; a multi-layer network is held as the chain of its layers
 * @param kind what the file held, and what {@link Networks#write} makes of the graph
 * @param normalizer of the input data, kept as it was
 * @param notes sentences on what is not in the graph as it was in the file, though it computes the same
 */
public record Network(ComputationGraph graph, Kind kind, Optional<StoredNormalizer> normalizer, List<String> notes) {

    public Network {
        Objects.requireNonNull(graph, "graph");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(normalizer, "normalizer");
        notes = List.copyOf(notes);
    }

    public Network(ComputationGraph graph, Kind kind) {
        this(graph, kind, Optional.empty(), List.of());
    }

    /** The same file with another graph in it, for instance after surgery. */
    public Network with(ComputationGraph other) {
        return new Network(other, kind, normalizer, notes);
    }

    /** The formats of networks; of Deeplearning4j's the one for each of its network classes. */
    public enum Kind {
        COMPUTATION_GRAPH,
        MULTI_LAYER,
        ONNX,
        KERAS
    }
}
