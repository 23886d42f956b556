package io.filterfit.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.Parameter;
import io.filterfit.graph.RandomGraph;
import io.filterfit.manifest.Layer;
import io.filterfit.manifest.Manifest;
import io.filterfit.manifest.Side;
import io.filterfit.model.GraphCopy;
import io.filterfit.plan.Planner;
import io.filterfit.plan.PruningPlan;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

class ManifestCutTest {

    private static final String SHA256 = "0a".repeat(32);
    private static final CompressionSpec SPEC = CompressionSpec.of("none", new Target.FilterRatio(0.4))
            .with()
            .criterion(new Criterion.L2Norm())
            .scope(Scope.ALL)
            .build();

    private final ObjectMapper json = new ObjectMapper();

    @Property(tries = 30)
    void whatIsAppliedIsWhatWasPruned(@ForAll long seed, @ForAll CNN2DFormat layout) throws Exception {
        ComputationGraph graph = RandomGraph.of(seed, layout);
        PruningPlan plan = planIfPossible(graph);
        Manifest manifest = ManifestWriter.of(graph, SHA256, SPEC, plan);

        ComputationGraph applied = ManifestCut.apply(throughJson(manifest), GraphCopy.of(graph));

        ComputationGraph pruned = Surgery.prune(graph, plan);
        assertThat(applied.params()).isEqualTo(pruned.params());
        assertThat(applied.getConfiguration()).isEqualTo(pruned.getConfiguration());
    }

    /**
     * As another framework does it: by the lists of each layer alone. What dead filters leave is added to biases and running means
     * beyond that ({@link FoldedConstants}).
     */
    @Property(tries = 30)
    void theKeptChannelsOfALayerAreAllThatItsArraysNeed(@ForAll long seed, @ForAll CNN2DFormat layout) {
        ComputationGraph graph = RandomGraph.of(seed, layout);
        PruningPlan plan = planIfPossible(graph);
        Manifest manifest = ManifestWriter.of(graph, SHA256, SPEC, plan);
        ComputationGraph pruned = Surgery.prune(graph, plan);
        boolean dead = CoupledGroups.of(graph).groups().stream()
                .anyMatch(group -> group.filters(graph).deadFilters() > 0);
        Set<String> foldedInto = dead ? Set.of("b", "mean") : Set.of();

        for (Layer layer : manifest.layers()) {
            for (Layer.Array array : layer.parameters()) {
                INDArray cut = graph.getLayer(layer.name()).getParam(array.name());
                for (Layer.Axis axis : array.axes()) {
                    List<Integer> kept = axis.side() == Side.INPUT
                            ? layer.inputs().kept()
                            : layer.outputs().kept();
                    cut = take(cut, axis, kept);
                }
                if (foldedInto.contains(array.name())) {
                    continue;
                }
                assertThat(cut).isEqualTo(pruned.getLayer(layer.name()).getParam(array.name()));
            }
        }
    }

    @Property(tries = 50)
    void twoCutsAreOneOfTheSubmittedNetwork(@ForAll long seed) {
        ComputationGraph graph = RandomGraph.of(seed, CNN2DFormat.NHWC);
        PruningPlan first = planIfPossible(graph);
        ComputationGraph once = Surgery.prune(graph, first);
        PruningPlan second = planIfPossible(once);

        assertThat(Surgery.prune(graph, first.then(second)).params())
                .isEqualTo(Surgery.prune(once, second).params());
    }

    /** Of the groups of {@code layer8}, the first cut takes the channels that came first in one of them. */
    @Example
    void groupsOfOneLayerKeepTheirNumbersInACut() {
        twoCutsAreOneOfTheSubmittedNetwork(6718986L);
    }

    @Example
    void aManifestOfAnotherNetworkIsRefused() {
        ComputationGraph graph = RandomGraph.of(1, CNN2DFormat.NHWC);
        Manifest manifest = ManifestWriter.of(graph, SHA256, SPEC, Planner.plan(graph, SPEC));

        assertThatThrownBy(() -> ManifestCut.apply(manifest, RandomGraph.of(2, CNN2DFormat.NHWC)))
                .isInstanceOfSatisfying(CompressionException.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(FailureReason.INVALID_REQUEST);
                    assertThat(failure).hasMessageContaining("not of this network");
                });
    }

    @Example
    void layersThatContradictTheGroupsAreRefused() {
        assertThatThrownBy(
                        () -> applyChanged(manifest -> ((ArrayNode) manifest.at("/layers/0/outputs/kept")).remove(0)))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("other outputs of layer");
    }

    @Example
    void aShapeThatDiffersIsNamed() {
        assertThatThrownBy(() -> applyChanged(
                        manifest -> ((ArrayNode) manifest.at("/layers/0/parameters/0/shape")).set(0, 1_000)))
                .isInstanceOf(CompressionException.class)
                .hasMessageMatching(
                        ".*parameter '.+' of layer '.+' is of shape \\[1000, .*\\] there, and of \\[.*\\] here.*");
    }

    @Example
    void anotherVersionIsRefused() {
        assertThatThrownBy(() -> applyChanged(manifest -> manifest.put("version", 2)))
                .hasRootCauseInstanceOf(CompressionException.class)
                .hasMessageContaining("of version 2");
    }

    private void applyChanged(Consumer<ObjectNode> change) throws Exception {
        ComputationGraph graph = RandomGraph.of(1, CNN2DFormat.NHWC);
        ObjectNode tree = json.valueToTree(ManifestWriter.of(graph, SHA256, SPEC, Planner.plan(graph, SPEC)));
        change.accept(tree);
        ManifestCut.apply(json.treeToValue(tree, Manifest.class), graph);
    }

    private Manifest throughJson(Manifest manifest) throws Exception {
        return json.readValue(json.writeValueAsString(manifest), Manifest.class);
    }

    /** Nothing more is cut where nothing more can be. */
    private static PruningPlan planIfPossible(ComputationGraph graph) {
        try {
            return Planner.plan(graph, SPEC);
        } catch (CompressionException e) {
            return new PruningPlan(List.of());
        }
    }

    private static INDArray take(INDArray array, Layer.Axis axis, List<Integer> kept) {
        return ChannelArrays.select(
                array,
                new Parameter.Axis(axis.axis(), Parameter.Side.OUTPUT, axis.repeat()),
                kept.stream().mapToInt(Integer::intValue).toArray());
    }
}
