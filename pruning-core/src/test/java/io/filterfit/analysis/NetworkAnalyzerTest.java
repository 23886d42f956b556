package io.filterfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

class NetworkAnalyzerTest {

    private final ComputationGraph graph =
            new ResNet(8, Shortcut.PARAMETER_FREE).build(ZooOptions.CIFAR10).graph();

    @Test
    void paddedShortcutsSplitTheResidualStreamIntoOneGroupForEachStage() {
        NetworkAnalysis analysis = NetworkAnalyzer.analyze(graph, spec(Scope.INNER), List.of());

        assertThat(analysis.groups())
                .filteredOn(GroupAnalysis::touchedByAdd)
                .extracting(GroupAnalysis::filters)
                .containsExactly(16, 16, 32);
        assertThat(analysis.groups())
                .filteredOn(GroupAnalysis::inScope)
                .extracting(GroupAnalysis::name)
                .containsExactly("stage1.block1.conv1", "stage2.block1.conv1", "stage3.block1.conv1");
    }

    @Test
    void everyGroupHasTheDistributionOfItsNorms() {
        NetworkAnalysis analysis = NetworkAnalyzer.analyze(graph, spec(Scope.ALL), List.of());

        assertThat(analysis.groups()).allSatisfy(group -> {
            assertThat(group.inScope()).isTrue();
            assertThat(group.norms().norm()).isEqualTo(Norm.L2);
            assertThat(group.norms().norms()).hasSize(group.filters());
            assertThat(group.redundancy().redundancy()).hasSize(group.filters());
        });
        assertThat(analysis.cost()).isEqualTo(NetworkCost.of(graph));
    }

    @Test
    void itIsWrittenAsJsonAsItIs() {
        JsonNode json = new ObjectMapper().valueToTree(NetworkAnalyzer.analyze(graph, spec(Scope.INNER), List.of()));

        assertThat(json.at("/groups/0/members/0/role").asText()).isEqualTo("FILTERS");
        assertThat(json.at("/unprunable/0/reason").asText()).contains("output of the network");
        assertThat(json.at("/cost/macs").asLong()).isPositive();
    }

    private static CompressionSpec spec(Scope scope) {
        return new CompressionSpec(
                "cifar10",
                new Target.FlopsReduction(0.5),
                Criterion.DistributionFitting.plain(),
                scope,
                1,
                1,
                1,
                true,
                TrainingSpec.FINE_TUNING,
                1);
    }
}
