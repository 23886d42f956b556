package io.filterfit.graph;

import java.util.BitSet;
import org.deeplearning4j.nn.conf.graph.StackVertex;

/** Several batches made one, so that one layer reads them all (shared weights): channel c of every one can only go together. */
final class StackRule implements VertexRule<StackVertex> {

    @Override
    public Channels flow(StackVertex vertex, Site site) {
        Channels first = site.input();
        BitSet residual = first.residual();
        for (Channels other : site.inputs().subList(1, site.inputs().size())) {
            site.origins().unite(first, other);
            residual.or(other.residual());
        }
        return first.withResidual(residual);
    }
}
