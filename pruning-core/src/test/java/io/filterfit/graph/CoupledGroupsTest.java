package io.filterfit.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.graph.FilterGroup.Member;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

class CoupledGroupsTest {

    private final GraphBuilder builder = Graphs.builder();

    @Test
    void aBatchNormGoesWithItsConvolutionAndTheNextOneReadsThem() {
        builder.addLayer("conv", Graphs.convolution(16), Graphs.INPUT)
                .addLayer("bn", Graphs.normalisation(), "conv")
                .addLayer("next", Graphs.convolution(32), "bn");

        FilterGroup group = groups("next", CNN2DFormat.NCHW).group("conv").orElseThrow();

        assertThat(group.size()).isEqualTo(16);
        assertThat(group.members())
                .extracting(Member::layer, Member::role)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("conv", Role.FILTERS),
                        org.assertj.core.groups.Tuple.tuple("bn", Role.NORMALISATION));
        assertThat(group.consumers()).containsExactly("next");
        assertThat(group.touchedByAdd()).isFalse();
    }

    @Test
    void anAdditionMakesOneGroupOfItsInputs() {
        builder.addLayer("stem", Graphs.convolution(8), Graphs.INPUT)
                .addLayer("inner", Graphs.convolution(6), "stem")
                .addLayer("outer", Graphs.convolution(8), "inner")
                .addVertex("sum", Graphs.add(), "outer", "stem");

        CoupledGroups groups = groups("sum", CNN2DFormat.NCHW);

        assertThat(groups.groups()).extracting(FilterGroup::name).containsExactly("stem", "inner");
        assertThat(groups.group("stem").orElseThrow().members())
                .extracting(Member::layer)
                .containsExactly("stem", "outer");
        assertThat(groups.groups()).extracting(FilterGroup::touchedByAdd).containsExactly(true, false);
    }

    @Test
    void concatenationMovesChannelsToTheirOffset() {
        builder.addLayer("left", Graphs.convolution(3), Graphs.INPUT)
                .addLayer("right", Graphs.convolution(4), Graphs.INPUT)
                .addVertex("both", new MergeVertex(), "left", "right");
        CoupledGroups groups = groups("both", CNN2DFormat.NHWC);

        Cut cut = groups.cut(Map.of("left", new int[] {2}, "right", new int[] {0, 3}));

        assertThat(cut.kept(groups.flow().vertex("both").output())).containsExactly(2, 3, 6);
    }

    @Test
    void aChannelFlattenedInNchwIsABlockOfInputs() {
        builder.addLayer("conv", Graphs.convolution(2), Graphs.INPUT);
        CoupledGroups groups = groups("conv", CNN2DFormat.NCHW);

        Cut cut = groups.cut(Map.of("conv", new int[] {1}));

        assertThat(cut.kept(groups.flow().vertex("output").layerInput())).containsExactly(4, 5, 6, 7);
    }

    @Test
    void aChannelFlattenedInNhwcIsEveryNthInput() {
        builder.addLayer("conv", Graphs.convolution(2), Graphs.INPUT);
        CoupledGroups groups = groups("conv", CNN2DFormat.NHWC);

        Cut cut = groups.cut(Map.of("conv", new int[] {1}));

        assertThat(cut.kept(groups.flow().vertex("output").layerInput())).containsExactly(1, 3, 5, 7);
    }

    @Test
    void theNeuronsOfAHiddenDenseLayerAreFiltersAndThoseOfTheOutputStay() {
        builder.addLayer("conv", Graphs.convolution(4), Graphs.INPUT)
                .addLayer("hidden", new DenseLayer.Builder().nOut(10).build(), "conv");

        CoupledGroups groups = groups("hidden", CNN2DFormat.NCHW);

        assertThat(groups.groups()).extracting(FilterGroup::name).containsExactly("conv", "hidden");
        assertThat(groups.unprunable()).containsExactly(new Unprunable("output", 5, "it is an output of the network"));
    }

    @Test
    void depthwiseConvolutionsFollowTheirInput() {
        builder.addLayer("expand", Graphs.convolution(4), Graphs.INPUT)
                .addLayer(
                        "depthwise",
                        new DepthwiseConvolution2D.Builder(3, 3)
                                .depthMultiplier(2)
                                .nOut(8)
                                .build(),
                        "expand");
        CoupledGroups groups = groups("depthwise", CNN2DFormat.NHWC);

        Cut cut = groups.cut(Map.of("expand", new int[] {0, 2}));

        assertThat(groups.groups()).hasSize(1);
        assertThat(cut.kept(groups.flow().vertex("depthwise").output())).containsExactly(0, 1, 4, 5);
    }

    @Test
    void whereAdditionTouchesPartOfALayerThatPartIsAGroupOfItsOwn() {
        builder.addLayer("wide", Graphs.convolution(6), Graphs.INPUT)
                .addLayer("narrow", Graphs.convolution(2), Graphs.INPUT)
                .addVertex("slice", new SubsetVertex(1, 2), "wide")
                .addVertex("sum", Graphs.add(), "slice", "narrow")
                .addLayer("reader", Graphs.convolution(3), "wide")
                .addVertex("both", new MergeVertex(), "sum", "reader");

        CoupledGroups groups = groups("both", CNN2DFormat.NCHW);

        assertThat(groups.groups()).extracting(FilterGroup::name).containsExactly("wide#1", "wide#2", "reader");
        assertThat(groups.groups()).extracting(FilterGroup::size).containsExactly(4, 2, 3);
        assertThat(groups.group("wide#2").orElseThrow().members())
                .extracting(Member::layer)
                .containsExactly("wide", "narrow");
    }

    @Test
    void whatReachesAnUnknownVertexStaysAndTheRestIsPruned() {
        builder.addLayer("first", Graphs.convolution(4), Graphs.INPUT)
                .addLayer("second", Graphs.convolution(6), "first")
                .addVertex("norm", new L2NormalizeVertex(), "second");

        CoupledGroups groups = groups("norm", CNN2DFormat.NCHW);

        assertThat(groups.groups()).extracting(FilterGroup::name).containsExactly("first");
        assertThat(groups.unprunable())
                .contains(
                        new Unprunable("second", 6, "it meets 'norm', a L2NormalizeVertex, of which nothing is known"));
    }

    @Test
    void layersThatMixChannelsAreLeftAlone() {
        builder.addLayer("conv", Graphs.convolution(4), Graphs.INPUT)
                .addLayer("lrn", new LocalResponseNormalization.Builder().build(), "conv");

        CoupledGroups groups = groups("lrn", CNN2DFormat.NCHW);

        assertThat(groups.groups()).isEmpty();
        assertThat(groups.unprunable())
                .contains(new Unprunable(
                        "conv", 4, "local response normalisation divides each channel by its neighbours"));
    }

    @Test
    void aHiddenSoftmaxTiesItsChannelsTogether() {
        builder.addLayer("conv", Graphs.convolution(4), Graphs.INPUT)
                .addLayer(
                        "softmax",
                        new ActivationLayer.Builder()
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "conv");

        assertThat(groups("softmax", CNN2DFormat.NCHW).groups()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void filtersAreTheConcatenationOfAllMembersFilters(CNN2DFormat layout) {
        builder.addLayer("stem", Graphs.convolution(4), Graphs.INPUT)
                .addLayer("outer", Graphs.convolution(4), "stem")
                .addVertex("sum", Graphs.add(), "outer", "stem");
        ComputationGraph graph = graph("sum", layout);

        var filters = CoupledGroups.of(graph).groups().get(0).filters(graph);

        INDArray stem = graph.getLayer("stem").getParam("W");
        INDArray outer = graph.getLayer("outer").getParam("W");
        assertThat(filters.weightsPerFilter()).isEqualTo(3 * 9 + 4 * 9);
        int third = 2 * filters.weightsPerFilter();
        assertThat(filters.weights()[third + 5]).isEqualTo(stem.getFloat(2, 0, 1, 2));
        assertThat(filters.weights()[third + 27 + 11]).isEqualTo(outer.getFloat(2, 1, 0, 2));
    }

    @Test
    void aFilterIsDeadWhenItsBatchNormScalesItToNothing() {
        builder.addLayer("conv", Graphs.convolution(4), Graphs.INPUT).addLayer("bn", Graphs.normalisation(), "conv");
        ComputationGraph graph = graph("bn", CNN2DFormat.NCHW);
        graph.getLayer("bn").getParam("gamma").putScalar(2, 1e-9);

        var filters = CoupledGroups.of(graph).groups().get(0).filters(graph);

        assertThat(filters.dead()).containsExactly(false, false, true, false);
    }

    @Test
    void aFilterOfACoupledGroupLivesAsLongAsOneMemberDoes() {
        builder.addLayer("stem", Graphs.convolution(4), Graphs.INPUT)
                .addLayer("stem.bn", Graphs.normalisation(), "stem")
                .addLayer("outer", Graphs.convolution(4), "stem.bn")
                .addLayer("outer.bn", Graphs.normalisation(), "outer")
                .addVertex("sum", Graphs.add(), "outer.bn", "stem.bn");
        ComputationGraph graph = graph("sum", CNN2DFormat.NCHW);
        graph.getLayer("stem.bn").getParam("gamma").assign(0);
        graph.getLayer("outer.bn").getParam("gamma").putScalar(0, 0);

        var filters = CoupledGroups.of(graph).groups().get(0).filters(graph);

        assertThat(filters.dead()).containsExactly(true, false, false, false);
    }

    @Test
    void aCutOfAnUnknownGroupIsRefused() {
        builder.addLayer("conv", Graphs.convolution(4), Graphs.INPUT);
        CoupledGroups groups = groups("conv", CNN2DFormat.NCHW);

        assertThatThrownBy(() -> groups.cut(Map.of("other", new int[] {0}))).hasMessageContaining("'other'");
        assertThatThrownBy(() -> groups.cut(Map.of("conv", new int[] {4}))).hasMessageContaining("no filter 4");
    }

    @Test
    void theGraphIsLeftAsItWas() {
        builder.addLayer("conv", Graphs.convolution(4), Graphs.INPUT);
        ComputationGraph graph = graph("conv", CNN2DFormat.NHWC);
        String before = graph.getConfiguration().toJson();

        CoupledGroups.of(graph);

        assertThat(graph.getConfiguration().toJson()).isEqualTo(before);
    }

    private CoupledGroups groups(String last, CNN2DFormat layout) {
        return CoupledGroups.of(graph(last, layout));
    }

    /** The network with an output layer behind its last vertex, reading images of 2 x 2 pixels. */
    private ComputationGraph graph(String last, CNN2DFormat layout) {
        builder.addLayer("output", Graphs.output(), last).setOutputs("output");
        return Graphs.build(builder, 2, 2, layout, 3);
    }
}
