package io.filterfit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupScopeTest {

    private final CoupledGroups groups = CoupledGroups.of(
            new ResNet(8, Shortcut.PROJECTION).build(ZooOptions.CIFAR10).graph());

    @Test
    void aLayerThatIsNamedStaysWhole() {
        assertThat(inScope(Scope.INNER, "stage2.block1.conv1"))
                .containsExactly("stage1.block1.conv1", "stage3.block1.conv1");
    }

    @Test
    void aPatternStandsForAllLayersThatItMatches() {
        assertThat(inScope(Scope.INNER, "stage?.block1.conv1")).isEmpty();
        assertThat(inScope(Scope.INNER, "stage1*", "*2.block1.c*")).containsExactly("stage3.block1.conv1");
    }

    @Test
    void whatIsCoupledToALayerThatStaysStaysToo() {
        List<String> all = inScope(Scope.ALL);
        List<String> without = inScope(Scope.ALL, "stage1.block1.conv2");

        assertThat(all).contains("stem.conv");
        assertThat(without).doesNotContain("stem.conv").hasSize(all.size() - 1);
    }

    @Test
    void aFullStopStandsForItselfOnly() {
        assertThatThrownBy(() -> inScope(Scope.ALL, "stage1.block1.conv.")).isInstanceOf(CompressionException.class);
    }

    @Test
    void aNameThatNoLayerHasIsRefusedAndTheNearestAreNamed() {
        assertThatThrownBy(() -> inScope(Scope.INNER, "stage2.blok1.conv1"))
                .isInstanceOfSatisfying(CompressionException.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(FailureReason.INVALID_REQUEST);
                    assertThat(failure).hasMessageContaining("keepLayers holds 'stage2.blok1.conv1'");
                    assertThat(failure).hasMessageContaining("'stage2.block1.conv1'");
                });
    }

    private List<String> inScope(Scope which, String... keepLayers) {
        CompressionSpec spec = CompressionSpec.of("cifar10", new Target.FlopsReduction(0.5))
                .with()
                .scope(which)
                .keepLayers(List.of(keepLayers))
                .build();
        GroupScope scope = GroupScope.of(groups, spec);
        return groups.groups().stream()
                .filter(scope::includes)
                .map(FilterGroup::name)
                .toList();
    }
}
