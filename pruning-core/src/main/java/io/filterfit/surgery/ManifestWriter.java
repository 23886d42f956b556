package io.filterfit.surgery;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.Cut;
import io.filterfit.graph.FilterGroup;
import io.filterfit.graph.Parameter;
import io.filterfit.graph.VertexFlow;
import io.filterfit.manifest.ChannelCut;
import io.filterfit.manifest.Group;
import io.filterfit.manifest.Layer;
import io.filterfit.manifest.Manifest;
import io.filterfit.manifest.Side;
import io.filterfit.norm.FilterSet;
import io.filterfit.norm.NormDistribution;
import io.filterfit.plan.GroupSelection;
import io.filterfit.plan.PruningPlan;
import io.filterfit.selection.CriteriaComparison;
import io.filterfit.selection.DistributionFit;
import io.filterfit.spec.CompressionSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tells which filters were kept of a network. */
public final class ManifestWriter {

    private final ComputationGraph graph;
    private final CoupledGroups groups;
    private final CompressionSpec spec;
    private final Map<String, int[]> kept;
    private final Cut cut;

    private ManifestWriter(ComputationGraph graph, CompressionSpec spec, PruningPlan plan) {
        this.graph = graph;
        this.spec = spec;
        groups = CoupledGroups.of(graph);
        kept = plan.kept();
        cut = groups.cut(kept);
    }

    /**
     * @param graph the network as it was submitted, with its input shape pinned
     * @param modelSha256 of its file
     * @param plan what was kept of it, all rounds taken together (see {@link PruningPlan#then})
     */
    public static Manifest of(ComputationGraph graph, String modelSha256, CompressionSpec spec, PruningPlan plan) {
        return new ManifestWriter(graph, spec, plan).write(modelSha256, plan);
    }

    private Manifest write(String modelSha256, PruningPlan plan) {
        return new Manifest(
                Manifest.FORMAT,
                Manifest.VERSION,
                modelSha256,
                spec.criterion(),
                spec.target(),
                spec.seed(),
                plan.groups().stream().map(this::group).toList(),
                groups.flow().vertices().stream().map(this::layer).toList());
    }

    private Stream<VertexFlow> withParameters() {
        return groups.flow().vertices().stream()
                .filter(vertex -> vertex.vertex().numParams(false) > 0);
    }

    private Group group(GroupSelection selection) {
        FilterGroup group = groups.group(selection.group()).orElseThrow();
        return new Group(
                group.name(),
                group.size(),
                list(selection.kept()),
                withParameters()
                        .flatMap(vertex -> members(vertex, group).stream())
                        .toList(),
                statistics(group.filters(graph), selection.kept()));
    }

    private List<Group.Member> members(VertexFlow vertex, FilterGroup group) {
        List<Group.Member> members = new ArrayList<>();
        for (Parameter parameter : vertex.parameters()) {
            int rank = array(vertex, parameter.name()).rank();
            for (Parameter.Axis axis : parameter.axes()) {
                int[][] channels = groups.positions(group, vertex.along(axis.side()));
                if (channels[0].length > 0) {
                    members.add(new Group.Member(
                            vertex.name(),
                            parameter.name(),
                            axis.of(rank),
                            side(axis),
                            Arrays.stream(channels).map(ManifestWriter::list).toList()));
                }
            }
        }
        return members;
    }

    private Group.Statistics statistics(FilterSet filters, int[] selected) {
        NormDistribution norms = NormDistribution.of(filters, CriteriaComparison.norm(spec.criterion()));
        double[] selectedNorms = Arrays.stream(selected)
                .mapToDouble(filter -> norms.norms()[filter])
                .toArray();
        DistributionFit fit = DistributionFit.between(norms.norms(), selectedNorms);
        NormDistribution.Summary summary = norms.summary();
        int dead = 0;
        for (boolean constant : filters.dead()) {
            dead += constant ? 1 : 0;
        }
        return new Group.Statistics(
                norms.norm().name().toLowerCase(Locale.ROOT),
                summary.minimum(),
                summary.median(),
                summary.maximum(),
                summary.mean(),
                summary.standardDeviation(),
                fit.wasserstein(),
                fit.kolmogorovSmirnov(),
                dead);
    }

    private Layer layer(VertexFlow vertex) {
        return new Layer(
                vertex.name(),
                vertex.layer()
                        .map(Object::getClass)
                        .orElseGet(() -> vertex.vertex().getClass())
                        .getSimpleName(),
                new ChannelCut(vertex.layerInput().size(), list(cut.kept(vertex.layerInput())), flattened(vertex)),
                new ChannelCut(vertex.output().size(), list(cut.kept(vertex.output())), null),
                arrays(vertex));
    }

    private ChannelCut.Flattened flattened(VertexFlow vertex) {
        if (vertex.vertex() instanceof LayerVertex layer
                && layer.getPreProcessor() instanceof CnnToFeedForwardPreProcessor flatten) {
            var image = vertex.inputs().get(0);
            return image.size() == vertex.layerInput().size()
                    ? null
                    : new ChannelCut.Flattened(
                            image.size(),
                            Math.toIntExact(flatten.getInputHeight()),
                            Math.toIntExact(flatten.getInputWidth()),
                            flatten.getFormat() == CNN2DFormat.NHWC ? "hwc" : "chw",
                            list(cut.kept(image)));
        }
        return null;
    }

    private List<Layer.Array> arrays(VertexFlow vertex) {
        Map<String, Parameter> laidOut =
                vertex.parameters().stream().collect(Collectors.toMap(Parameter::name, parameter -> parameter));
        if (vertex.vertex().numParams(false) == 0) {
            return List.of();
        }
        return graph.getLayer(vertex.name()).paramTable().entrySet().stream()
                .map(entry -> new Layer.Array(
                        entry.getKey(),
                        Arrays.stream(entry.getValue().shape()).boxed().toList(),
                        laidOut.containsKey(entry.getKey())
                                ? axes(
                                        laidOut.get(entry.getKey()),
                                        entry.getValue().rank())
                                : List.of()))
                .toList();
    }

    private static List<Layer.Axis> axes(Parameter parameter, int rank) {
        return parameter.axes().stream()
                .map(axis -> new Layer.Axis(axis.of(rank), side(axis), axis.repeat()))
                .toList();
    }

    private static Side side(Parameter.Axis axis) {
        return axis.side() == Parameter.Side.INPUT ? Side.INPUT : Side.OUTPUT;
    }

    private INDArray array(VertexFlow vertex, String parameter) {
        return graph.getLayer(vertex.name()).getParam(parameter);
    }

    static List<Integer> list(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
