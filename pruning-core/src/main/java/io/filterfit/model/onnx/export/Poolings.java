package io.filterfit.model.onnx.export;

import java.util.Arrays;
import java.util.List;
import onnx.Onnx.AttributeProto;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Poolings over windows and over whole images. */
final class Poolings {

    private Poolings() {}

    static String windows(SubsamplingLayer layer, Place place) {
        Windows windows = new Windows(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getDilation(),
                layer.getPadding(),
                layer.getConvolutionMode());
        List<AttributeProto> attributes = windows.attributes(place.image());
        if (layer.getPoolingType() != PoolingType.MAX && windows.isDilated()) {
            throw place.unsupported("takes the " + layer.getPoolingType()
                    + " of dilated windows, which has no counterpart there; pool without dilation");
        }
        return switch (layer.getPoolingType()) {
            case MAX -> pool("MaxPool", place, attributes);
            case AVG -> {
                attributes.add(Attributes.integer("count_include_pad", layer.isAvgPoolIncludePadInDivisor() ? 1 : 0));
                yield pool("AveragePool", place, attributes);
            }
            case PNORM -> {
                attributes.add(Attributes.integer("p", layer.getPnorm()));
                yield pool("LpPool", place, attributes);
            }
            default -> throw place.unsupported("pools by " + layer.getPoolingType());
        };
    }

    private static String pool(String operator, Place place, List<AttributeProto> attributes) {
        return place.add(operator, place.input(), attributes.toArray(AttributeProto[]::new));
    }

    static String global(GlobalPoolingLayer layer, Place place) {
        int[] space = place.channelsLast() ? new int[] {1, 2} : new int[] {2, 3};
        int[] pooled = layer.getPoolingDimensions();
        if (!place.readsImage() || (pooled != null && !Arrays.equals(pooled, space))) {
            throw place.unsupported("pools over something else than height and width; pool over these");
        }
        String output =
                switch (layer.getPoolingType()) {
                    case MAX -> place.add("GlobalMaxPool", place.input());
                    case AVG -> place.add("GlobalAveragePool", place.input());
                    case PNORM -> place.add("GlobalLpPool", place.input(), Attributes.integer("p", layer.getPnorm()));
                    case SUM ->
                        place.add(
                                "ReduceSum", List.of(place.input(), place.constant("axes", new Constant.Longs(2, 3))));
                };
        return layer.isCollapseDimensions() ? place.add("Flatten", output, Attributes.integer("axis", 1)) : output;
    }
}
