package io.filterfit.graph;

import io.filterfit.model.vertex.ChannelScale;
import java.util.BitSet;

/** A channel and its gate can only go together; their product is 0 where either is. */
final class ChannelScaleRule implements VertexRule<ChannelScale> {

    @Override
    public Channels flow(ChannelScale vertex, Site site) {
        Channels first = site.inputs().get(0);
        Channels second = site.inputs().get(1);
        site.origins().unite(first, second);
        BitSet residual = first.residual();
        residual.and(second.residual());
        return first.withResidual(residual);
    }
}
