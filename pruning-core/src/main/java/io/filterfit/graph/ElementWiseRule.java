package io.filterfit.graph;

import java.util.BitSet;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op;

/** Channel c of every input goes into channel c of the output, so they can only go together. */
final class ElementWiseRule implements VertexRule<ElementWiseVertex> {

    @Override
    public Channels flow(ElementWiseVertex vertex, Site site) {
        Channels first = site.input();
        Op operation = op(vertex);
        BitSet residual = first.residual();
        for (Channels other : site.inputs().subList(1, site.inputs().size())) {
            if (other.size() != first.size()) {
                return site.opaque("'" + site.name() + "' spreads fewer channels over more");
            }
            site.origins().unite(first, other);
            if (operation == Op.Product) {
                residual.and(other.residual()); // 0 times anything is 0
            } else {
                residual.or(other.residual());
            }
        }
        if (operation != Op.Product && site.inputs().size() > 1) {
            site.origins().markAdded(first);
        }
        return first.withResidual(residual);
    }

    /** The vertex does not say what it does but in its hash code and equality. */
    private static Op op(ElementWiseVertex vertex) {
        for (Op candidate : Op.values()) {
            if (vertex.equals(new ElementWiseVertex(candidate))) {
                return candidate;
            }
        }
        throw new IllegalStateException("unknown operation of " + vertex);
    }
}
