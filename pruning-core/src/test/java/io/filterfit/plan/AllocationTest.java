package io.filterfit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.spec.Allocation;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Target;
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

    private Map<String, Integer> kept(Allocation allocation, Target target) {
        CompressionSpec spec = CompressionSpec.of("cifar10", target)
                .with()
                .criterion(new Criterion.L2Norm())
                .allocation(allocation)
                .build();
        return Planner.plan(graph, spec).groups().stream()
                .collect(Collectors.toMap(GroupSelection::group, group -> group.kept().length));
    }
}
