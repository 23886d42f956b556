package io.filterfit.graph;

import io.filterfit.model.vertex.ChannelPadding;
import io.filterfit.model.vertex.ChannelScale;
import io.filterfit.model.vertex.ChannelSelection;
import io.filterfit.model.vertex.SpatialPadding;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;

/** The rule of each kind of vertex, found by its exact class; see {@link LayerRules}. */
final class VertexRules {

    private static final Map<Class<? extends GraphVertex>, VertexRule<?>> RULES = new HashMap<>();

    static {
        put(LayerVertex.class, new LayerVertexRule());
        put(ElementWiseVertex.class, new ElementWiseRule());
        put(MergeVertex.class, new MergeRule());
        put(SubsetVertex.class, new SubsetRule());
        put(ChannelPadding.class, new ChannelPaddingRule());
        put(ChannelSelection.class, new ChannelSelectionRule());
        put(ChannelScale.class, new ChannelScaleRule());
        put(SpatialPadding.class, (vertex, site) -> site.input().through(vertex.value() == 0));
        put(StackVertex.class, new StackRule());
        put(UnstackVertex.class, (vertex, site) -> site.input());
        put(ScaleVertex.class, (vertex, site) -> site.input());
        put(ShiftVertex.class, (vertex, site) -> site.input().through(vertex.getShiftFactor() == 0));
        put(PoolHelperVertex.class, (vertex, site) -> site.input());
    }

    private VertexRules() {}

    private static <V extends GraphVertex> void put(Class<V> kind, VertexRule<V> rule) {
        RULES.put(kind, rule);
    }

    @SuppressWarnings("unchecked") // put() takes a class and a rule of one type only
    static <V extends GraphVertex> VertexRule<V> of(V vertex) {
        VertexRule<?> rule = RULES.get(vertex.getClass());
        if (rule != null) {
            return (VertexRule<V>) rule;
        }
        return (unknown, site) -> site.opaque("it meets '" + site.name() + "', a "
                + unknown.getClass().getSimpleName() + ", of which nothing is known");
    }
}
