package io.filterfit.model.onnx.export;

import io.filterfit.model.vertex.ChannelPadding;
import io.filterfit.model.vertex.ChannelScale;
import io.filterfit.model.vertex.ChannelSelection;
import io.filterfit.model.vertex.SpatialPadding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;

/** The exporter of each kind of vertex, found by its exact class; a subclass may compute anything. */
final class VertexExporters {

    private static final int CHANNEL_AXIS = 1;
    private static final Map<Class<? extends GraphVertex>, VertexExporter<?>> EXPORTERS = new HashMap<>();

    static {
        put(LayerVertex.class, VertexExporters::layer);
        put(PreprocessorVertex.class, (vertex, place) -> Preprocessors.behind(vertex.getPreProcessor(), place)
                .input());
        put(ElementWiseVertex.class, VertexExporters::elementWise);
        put(
                MergeVertex.class,
                (vertex, place) -> place.add("Concat", place.tensors(), Attributes.integer("axis", CHANNEL_AXIS)));
        put(SubsetVertex.class, VertexExporters::subset);
        put(
                ChannelPadding.class,
                (vertex, place) -> Padding.zeros(
                        place, new long[] {0, vertex.before(), 0, 0}, new long[] {0, vertex.after(), 0, 0}));
        put(SpatialPadding.class, VertexExporters::spatialPadding);
        put(ChannelSelection.class, new ChannelSelectionExporter());
        put(ChannelScale.class, VertexExporters::channelScale);
        put(
                ScaleVertex.class,
                (vertex, place) ->
                        place.add("Mul", List.of(place.input(), place.scalar("scale", vertex.getScaleFactor()))));
        put(
                ShiftVertex.class,
                (vertex, place) ->
                        place.add("Add", List.of(place.input(), place.scalar("shift", vertex.getShiftFactor()))));
    }

    private VertexExporters() {}

    private static <V extends GraphVertex> void put(Class<V> kind, VertexExporter<V> exporter) {
        EXPORTERS.put(kind, exporter);
    }

    @SuppressWarnings("unchecked") // put() takes a class and an exporter of one type only
    static <V extends GraphVertex> VertexExporter<V> of(V vertex) {
        VertexExporter<?> exporter = EXPORTERS.get(vertex.getClass());
        if (exporter != null) {
            return (VertexExporter<V>) exporter;
        }
        return (unknown, place) -> {
            throw place.unsupported("has no counterpart there; replace it by vertices that have");
        };
    }

    private static String layer(LayerVertex vertex, Place place) {
        return LayerExporters.of(vertex.getLayerConf().getLayer())
                .export(vertex.getLayerConf().getLayer(), Preprocessors.behind(vertex.getPreProcessor(), place));
    }

    private static String elementWise(ElementWiseVertex vertex, Place place) {
        List<String> tensors = place.tensors();
        if (place.inputs().stream().map(Place.Input::isImage).distinct().count() > 1) {
            throw place.unsupported("mixes images and vectors; give all its inputs the same number of axes");
        }
        if (tensors.size() == 1) {
            return tensors.get(0);
        }
        return switch (vertex.getOp()) {
            case Add -> place.add(tensors.size() == 2 ? "Add" : "Sum", tensors);
            case Average -> place.add("Mean", tensors);
            case Max -> place.add("Max", tensors);
            case Subtract -> place.add("Sub", tensors);
            case Product ->
                tensors.stream()
                        .reduce((left, right) -> place.add("Mul", List.of(left, right)))
                        .orElseThrow();
        };
    }

    private static String subset(SubsetVertex vertex, Place place) {
        if (place.readsImage() && place.channelsLast()) {
            throw place.unsupported("cuts rows, not channels, out of images in NHWC; use a ChannelSelection");
        }
        return Slices.of(place, CHANNEL_AXIS, vertex.getFrom(), vertex.getTo() + 1L);
    }

    private static String spatialPadding(SpatialPadding vertex, Place place) {
        long[] before = {0, 0, vertex.top(), vertex.left()};
        long[] after = {0, 0, vertex.bottom(), vertex.right()};
        return vertex.value() == 0
                ? Padding.zeros(place, before, after)
                : Padding.of(place, before, after, vertex.value());
    }

    /** Gates that are a vector become images of one pixel. */
    private static String channelScale(ChannelScale vertex, Place place) {
        List<String> factors = place.inputs().stream()
                .map(input -> input.isImage() ? input.tensor() : pixel(input, place))
                .toList();
        return place.add("Mul", factors);
    }

    private static String pixel(Place.Input vector, Place place) {
        Constant shape = new Constant.Longs(-1, vector.type().arrayElementsPerExample(), 1, 1);
        return place.add("Reshape", List.of(vector.tensor(), place.constant("shape", shape)));
    }
}
