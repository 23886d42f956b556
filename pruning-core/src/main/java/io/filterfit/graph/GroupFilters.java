package io.filterfit.graph;

import io.filterfit.graph.FilterGroup.Member;
import io.filterfit.nd4j.ArrayViews;
import io.filterfit.nd4j.FlatArray;
import io.filterfit.norm.FilterSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads the filters of a group out of the kernels of its members. */
final class GroupFilters {

    /** One kernel, filter by filter. */
    private record Part(float[] weights, int weightsPerChannel, int[][] channels) {

        int weightsPerFilter() {
            return weightsPerChannel * channels[0].length;
        }

        void copy(int filter, float[] into, int offset) {
            int position = offset;
            for (int channel : channels[filter]) {
                System.arraycopy(weights, channel * weightsPerChannel, into, position, weightsPerChannel);
                position += weightsPerChannel;
            }
        }
    }

    private final ComputationGraph graph;
    private final FilterGroup group;
    private final DeadFilters deadFilters;
    private final List<Part> parts = new ArrayList<>();

    GroupFilters(ComputationGraph graph, FilterGroup group) {
        this.graph = graph;
        this.group = group;
        deadFilters = new DeadFilters(graph, group.size());
    }

    FilterSet read() {
        group.members().forEach(this::readParts);
        int weightsPerFilter = parts.stream().mapToInt(Part::weightsPerFilter).sum();
        float[] weights = new float[Math.multiplyExact(weightsPerFilter, group.size())];
        for (int filter = 0; filter < group.size(); filter++) {
            int offset = filter * weightsPerFilter;
            for (Part part : parts) {
                part.copy(filter, weights, offset);
                offset += part.weightsPerFilter();
            }
        }
        return new FilterSet(group.name(), group.size(), weightsPerFilter, weights, deadFilters.dead());
    }

    boolean[] dead() {
        group.members().stream().filter(member -> member.role() == Role.FILTERS).forEach(this::readParts);
        return deadFilters.dead();
    }

    void silence(boolean[] dead) {
        for (Member member : group.members()) {
            if (member.role() == Role.FILTERS) {
                int[] channels = IntStream.range(0, dead.length)
                        .filter(filter -> dead[filter])
                        .flatMap(filter -> Arrays.stream(member.channels()[filter]))
                        .toArray();
                kernels(member).forEach((parameter, axis) -> silence(member, parameter, axis, channels));
                deadFilters.silenceScaleBehind(member.layer(), channels);
            }
        }
    }

    private void silence(Member member, Parameter parameter, Parameter.Axis axis, int[] channels) {
        INDArray kernel = graph.getLayer(member.layer()).getParam(parameter.name());
        for (int channel : channels) {
            ArrayViews.slice(kernel, axis.of(kernel.rank()), channel, channel + 1L)
                    .assign(0);
        }
    }

    /** The member's kernels along which its filters lie, and how. */
    private Map<Parameter, Parameter.Axis> kernels(Member member) {
        Map<Parameter, Parameter.Axis> kernels = new LinkedHashMap<>();
        for (Parameter parameter : parameters(layer(graph, member.layer()))) {
            if (parameter.kind() == Parameter.Kind.KERNEL) {
                parameter.axis(member.role().side()).ifPresent(axis -> kernels.put(parameter, axis));
            }
        }
        return kernels;
    }

    private void readParts(Member member) {
        kernels(member).forEach((parameter, axis) -> readPart(member, parameter, axis));
    }

    private void readPart(Member member, Parameter parameter, Parameter.Axis axis) {
        INDArray kernel = graph.getLayer(member.layer()).getParam(parameter.name());
        int dimension = axis.of(kernel.rank());
        float[] rows = rows(kernel, dimension);
        Part part = new Part(rows, rows.length / Math.toIntExact(kernel.size(dimension)), member.channels());
        parts.add(part);
        if (member.role() == Role.FILTERS) {
            deadFilters.add(member, rows, part.weightsPerChannel());
        }
    }

    /** The array's slices along a dimension, one after the other. */
    static float[] rows(INDArray array, int dimension) {
        int[] order = new int[array.rank()];
        order[0] = dimension;
        for (int target = 1, source = 0; source < order.length; source++) {
            if (source != dimension) {
                order[target++] = source;
            }
        }
        INDArray inOrder = array.permute(order).dup('c');
        float[] rows = new float[Math.toIntExact(inOrder.length())];
        FlatArray.read(inOrder, rows);
        return rows;
    }

    static Layer layer(ComputationGraph graph, String name) {
        return ((LayerVertex) graph.getConfiguration().getVertices().get(name))
                .getLayerConf()
                .getLayer();
    }

    private static <L extends Layer> List<Parameter> parameters(L layer) {
        return LayerRules.of(layer).parameters(layer);
    }
}
