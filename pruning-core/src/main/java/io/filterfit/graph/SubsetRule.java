package io.filterfit.graph;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;

/** A slice of consecutive channels; what is kept of them is consecutive again, at another place. */
final class SubsetRule implements VertexRule<SubsetVertex> {

    @Override
    public Channels flow(SubsetVertex vertex, Site site) {
        if (site.readsImage() && site.layout() == CNN2DFormat.NHWC) {
            return site.opaque("'" + site.name() + "' slices rows, not channels: a SubsetVertex knows NCHW only");
        }
        return site.input().slice(vertex.getFrom(), vertex.getTo() + 1);
    }

    @Override
    public GraphVertex resize(SubsetVertex vertex, KeptChannels kept) {
        int before = 0;
        for (int channel : kept.inputs().get(0)) {
            if (channel < vertex.getFrom()) {
                before++;
            }
        }
        return new SubsetVertex(before, before + kept.output().length - 1);
    }
}
