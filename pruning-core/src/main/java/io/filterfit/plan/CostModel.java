package io.filterfit.plan;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.Parameter;
import io.filterfit.graph.Parameter.Axis;
import io.filterfit.graph.Parameter.Side;
import io.filterfit.graph.VertexFlow;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network costs as a function of how many filters each of its groups keeps.
 *
 * <p>A kernel that reads a channels and writes b of them has a x b x (the rest) weights, and each of a and b is the sum of what the
 * groups in that activation keep and of what cannot be pruned.
 */
public final class CostModel {

    /** Channels of one activation, as a sum over groups. */
    private record Count(int[] groups, int[] channelsPerFilter, int fixed) {

        static Count of(int[] census, List<Integer> sizes) {
            int present = 0;
            for (int group = 0; group < sizes.size(); group++) {
                present += census[group] > 0 ? 1 : 0;
            }
            int[] groups = new int[present];
            int[] channelsPerFilter = new int[present];
            int next = 0;
            for (int group = 0; group < sizes.size(); group++) {
                if (census[group] > 0) {
                    groups[next] = group;
                    channelsPerFilter[next++] = census[group] / sizes.get(group);
                }
            }
            return new Count(groups, channelsPerFilter, census[sizes.size()]);
        }

        long with(int[] kept) {
            long channels = fixed;
            for (int i = 0; i < groups.length; i++) {
                channels += (long) channelsPerFilter[i] * kept[groups[i]];
            }
            return channels;
        }
    }

    /** Elements of one parameter array: the product of its counts and of the dimensions that no channel runs along. */
    private record Term(List<Count> counts, long rest, boolean trained, long macsPerWeight, boolean convolution) {

        long elements(int[] kept) {
            long elements = rest;
            for (Count count : counts) {
                elements *= count.with(kept);
            }
            return elements;
        }
    }

    private final List<Term> terms = new ArrayList<>();
    private long otherParameters;

    private CostModel() {}

    public static CostModel of(ComputationGraph graph, CoupledGroups groups) {
        CostModel model = new CostModel();
        List<Integer> sizes =
                groups.groups().stream().map(group -> group.size()).toList();
        for (VertexFlow vertex : groups.flow().vertices()) {
            List<Parameter> parameters = vertex.parameters();
            if (parameters.isEmpty()) {
                model.otherParameters += vertex.vertex().numParams(false);
                continue;
            }
            Count inputs = Count.of(groups.census(vertex.along(Side.INPUT)), sizes);
            Count outputs = Count.of(groups.census(vertex.along(Side.OUTPUT)), sizes);
            for (Parameter parameter : parameters) {
                INDArray array = graph.getLayer(vertex.name()).getParam(parameter.name());
                model.terms.add(term(vertex, parameter, array.shape(), inputs, outputs));
            }
        }
        return model;
    }

    private static Term term(VertexFlow vertex, Parameter parameter, long[] shape, Count inputs, Count outputs) {
        long rest = 1;
        for (long dimension : shape) {
            rest *= dimension;
        }
        List<Count> counts = new ArrayList<>();
        for (Axis axis : parameter.axes()) {
            rest = rest / shape[axis.of(shape.length)] * axis.repeat();
            counts.add(axis.side() == Side.INPUT ? inputs : outputs);
        }
        return new Term(
                counts,
                rest,
                parameter.kind() != Parameter.Kind.STATISTIC,
                parameter.kind() == Parameter.Kind.KERNEL ? vertex.positions() : 0,
                vertex.layer().orElseThrow() instanceof ConvolutionLayer);
    }

    /** @param kept how many filters each group keeps, in the order of the groups */
    public NetworkCost cost(int[] kept) {
        long parameters = otherParameters;
        long macs = 0;
        long convolutionMacs = 0;
        for (Term term : terms) {
            long elements = term.elements(kept);
            long termMacs = elements * term.macsPerWeight();
            parameters += term.trained() ? elements : 0;
            macs += termMacs;
            convolutionMacs += term.convolution() ? termMacs : 0;
        }
        return new NetworkCost(parameters, macs, convolutionMacs, 2 * macs);
    }
}
