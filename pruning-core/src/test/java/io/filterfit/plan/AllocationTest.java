package io.filterfit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.selection.TrainedNorms;
import io.filterfit.spec.Allocation;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class AllocationTest {

    private static final String FIRST = "stage1.block1.conv1";
    private static final String SECOND = "stage2.block1.conv1";
    private static final String THIRD = "stage3.block1.conv1";

    private final ComputationGraph graph =
            new ResNet(8, Shortcut.PARAMETER_FREE).build(ZooOptions.CIFAR10).graph();

    /** Three quarters of the second group's filters count for next to nothing. */
    @BeforeEach
    void weaken() {
        INDArray kernel = graph.getLayer(SECOND).getParam("W");
        kernel.get(NDArrayIndex.interval(0, 24)).muli(0.001);
    }

    @Test
    void globallyTheGroupWithFiltersThatCountForLittleLosesMost() {
        Map<String, Integer> kept = kept(Allocation.GLOBAL, new Target.FilterRatio(0.25));

        assertThat(kept.get(SECOND)).isLessThan(12);
        assertThat(kept.get(FIRST) + kept.get(THIRD)).isGreaterThan(70);
        assertThat(kept.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(84);
    }

    @Test
    void uniformlyEveryGroupLosesTheSameShare() {
        assertThat(kept(Allocation.UNIFORM, new Target.FilterRatio(0.25)))
                .isEqualTo(Map.of(FIRST, 12, SECOND, 24, THIRD, 48));
    }

    @Test
    void aScaleOfAWholeGroupMeansNothing() {
        graph.getLayer(THIRD).getParam("W").muli(100);
        Map<String, Integer> scaled = kept(Allocation.GLOBAL, new Target.FilterRatio(0.25));
        graph.getLayer(THIRD).getParam("W").divi(100);

        assertThat(scaled).isEqualTo(kept(Allocation.GLOBAL, new Target.FilterRatio(0.25)));
    }

    @Test
    void theGroupThatHurtsLessLosesMore() {
        Map<String, Integer> kept = kept(
                Allocation.SENSITIVITY,
                new Target.FlopsReduction(0.45),
                List.of(drops(FIRST, 16, 0.01), drops(SECOND, 32, 0.2), drops(THIRD, 64, 0.01)));

        assertThat(kept.get(SECOND)).isGreaterThan(28);
        assertThat(kept.get(FIRST)).isLessThan(8);
        assertThat(kept.get(THIRD)).isLessThan(40);
    }

    @Test
    void whatCannotBeToldApartIsSharedOutEvenly() {
        Map<String, Integer> kept = kept(
                Allocation.SENSITIVITY,
                new Target.FilterRatio(0.25),
                List.of(drops(FIRST, 16, 0), drops(SECOND, 32, -0.01), drops(THIRD, 64, 0)));

        assertThat(kept).isEqualTo(Map.of(FIRST, 12, SECOND, 24, THIRD, 48));
    }

    @Test
    void withoutAMeasurementThereIsNoSensitivity() {
        assertThatThrownBy(() -> kept(Allocation.SENSITIVITY, new Target.FilterRatio(0.25)))
                .isInstanceOfSatisfying(CompressionException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(FailureReason.INVALID_REQUEST));
    }

    /** With a quarter, half and three quarters removed: that much, twice and three times as much. */
    private static GroupSensitivity drops(String group, int filters, double drop) {
        return new GroupSensitivity(
                group,
                filters,
                0.9,
                1_000,
                List.of(
                        new GroupSensitivity.Point(filters * 3 / 4, drop),
                        new GroupSensitivity.Point(filters / 2, 2 * drop),
                        new GroupSensitivity.Point(filters / 4, 3 * drop)));
    }

    private Map<String, Integer> kept(Allocation allocation, Target target) {
        return kept(allocation, target, List.of());
    }

    private Map<String, Integer> kept(Allocation allocation, Target target, List<GroupSensitivity> sensitivity) {
        CompressionSpec spec = CompressionSpec.of("cifar10", target)
                .with()
                .criterion(new Criterion.L2Norm())
                .allocation(allocation)
                .build();
        return Planner.plan(graph, CoupledGroups.of(graph), spec, new Findings(TrainedNorms.OWN, sensitivity))
                .groups()
                .stream()
                .collect(Collectors.toMap(GroupSelection::group, group -> group.kept().length));
    }
}
