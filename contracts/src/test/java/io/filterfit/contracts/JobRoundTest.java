package io.filterfit.contracts;

import static io.filterfit.contracts.Examples.ANALYSIS;
import static io.filterfit.contracts.Examples.PRUNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobRoundTest {

    private final ArtifactReference trained = ArtifactReference.of("filterfit", "trained.zip", 7, "0b".repeat(32));
    private final Training training = new Training(trained, Examples.ARTIFACT, Examples.TIMING);

    @Test
    void theFirstRoundStartsFromTheRequestedModel() {
        var request = Examples.request(2);

        assertThat(JobRound.first(request)).isEqualTo(new JobRound(request, 1, request.model(), List.of()));
    }

    @Test
    void theNextRoundStartsFromWhatTheLastOneTrained() {
        var first = JobRound.first(Examples.request(2));

        var second = first.next(ANALYSIS, PRUNING, training);

        assertThat(second.network()).isEqualTo(trained);
        assertThat(second.finished()).containsExactly(first.finish(ANALYSIS, PRUNING, training));
        assertThat(first.isLast()).isFalse();
        assertThat(second.isLast()).isTrue();
    }

    @Test
    void thereIsNoRoundPastTheLast() {
        var only = JobRound.first(Examples.request(1));

        assertThatThrownBy(() -> only.next(ANALYSIS, PRUNING, training)).hasMessageContaining("the job has 1 rounds");
    }

    @Test
    void softPruningTakesARoundThatCutsNothing() {
        var soft = JobRound.first(Examples.softly());
        var cutting = soft.next(ANALYSIS, PRUNING, training);

        assertThat(soft.isCutting()).isFalse();
        assertThat(soft.isLast()).isFalse();
        assertThat(cutting.isCutting()).isTrue();
        assertThat(cutting.isLast()).isTrue();
    }

    @Test
    void anEventListsWhatTheJobHasProducedSoFar() {
        var second = JobRound.first(Examples.request(2)).next(ANALYSIS, PRUNING, training);

        assertThat(new PruningCompleted(second, ANALYSIS, PRUNING).artifacts())
                .containsOnlyKeys(
                        "round-1/analyzer/analysis",
                        "round-1/pruner/network",
                        "round-1/pruner/plan",
                        "round-1/trainer/network",
                        "round-1/trainer/history",
                        "round-2/analyzer/analysis",
                        "round-2/pruner/network",
                        "round-2/pruner/plan");
    }
}
