package io.filterfit.surgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.RandomGraph;
import io.filterfit.plan.GroupSelection;
import io.filterfit.plan.PruningPlan;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;

class SurgeryPropertyTest {

    @Property(tries = 50)
    void theCutNetworkComputesWhatTheMaskedOneComputes(@ForAll long seed, @ForAll CNN2DFormat layout) {
        ComputationGraph graph = RandomGraph.of(seed, layout);
        CoupledGroups groups = CoupledGroups.of(graph);
        PruningPlan plan = anyPlan(groups, new Random(seed));

        ComputationGraph pruned = Surgery.prune(graph, groups, plan);

        Equivalence equivalence = EquivalenceGate.verify(graph, groups, pruned, plan);
        assertThat(equivalence.maximumDifference()).isLessThanOrEqualTo(1e-4 * equivalence.outputScale());
    }

    static PruningPlan anyPlan(CoupledGroups groups, Random random) {
        return new PruningPlan(groups.groups().stream()
                .map(group -> {
                    int[] kept = IntStream.range(0, group.size())
                            .filter(filter -> random.nextBoolean())
                            .toArray();
                    int[] enough = kept.length >= group.minimum()
                            ? kept
                            : IntStream.range(0, Math.min(group.minimum(), group.size()))
                                    .toArray();
                    return new GroupSelection(group.name(), group.size(), enough, Map.of());
                })
                .toList());
    }
}
