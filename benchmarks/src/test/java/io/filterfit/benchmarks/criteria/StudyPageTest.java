package io.filterfit.benchmarks.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.spec.Criterion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyPageTest {

    private static final Criterion L1 = new Criterion.L1Norm();

    private static final List<CellRecord> RECORDS = List.of(
            Records.of(L1, Mode.ONE_SHOT, 0.4, 1, 7_000),
            Records.of(L1, Mode.ONE_SHOT, 0.4, 2, 7_200),
            Records.of(L1, Mode.SOFT, 0.4, 1, 7_500));

    private final String page = new StudyPage("study", Records.STUDY, Records.BASELINE, RECORDS).markdown();

    @Test
    void aRowHasMeanAndDeviationOverItsSeedsAndTheCommandThatMakesIt() {
        assertThat(page)
                .contains(
                        "| l1 | 2 | 10.00 ± 0.00 | 60.00 ± 0.00 | 63.00 ± 0.00 | 71.00 ± 1.41 | -9.00 |"
                                + " `benchmarks/criteria.sh --study study --mode one-shot --flops-reduction 0.4 --criterion l1` |");
    }

    @Test
    void oneSeedHasNoDeviation() {
        assertThat(page).contains("| l1 | 1 | 10.00 | 60.00 | 63.00 | 75.00 | -5.00 |");
    }

    @Test
    void whatIsNotDoneIsNotHidden() {
        assertThat(page)
                .contains("3 of 24 cells are done")
                .contains("| distribution fitting | 0 | – | – | – | – | – |")
                .contains("| one-shot | l1 | 0 | – |");
    }

    @Test
    void plotsHaveALineForEachCriterionAndBarsForDeviations() {
        try (Plots plots = new Plots()) {
            Map<String, String> all = new StudyPlots("study", Records.STUDY, RECORDS, plots).all();

            assertThat(all).containsOnlyKeys("test", "recovered", "epochs");
            assertThat(all.get("test"))
                    .startsWith("<svg")
                    .contains(">distribution fitting</text>", ">one-shot</text>", ">soft</text>")
                    // The bar of L1's two seeds, upright with a cap at either end.
                    .containsPattern(
                            "<path d=\"M[0-9.]+ [0-9.]+L[0-9.]+ [0-9.]+\" fill=\"none\"[^>]* stroke=\"#56B4E9\"");
        }
    }
}
