package io.filterfit.benchmarks.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StudyTest {

    @Test
    void theStudiesOfTheProjectCompareEveryCriterion() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("studies"))) {
            for (Path file : files.toList()) {
                Study study = Study.read(file);

                assertThat(study.criteria()).extracting(Criterion::name).containsAll(Criterion.NAMES);
                assertThat(study.criteria().get(0)).isEqualTo(Criterion.DistributionFitting.plain());
                assertThat(study.modes()).containsExactly(Mode.values());
                assertThat(study.flopsReductions()).containsExactly(0.4, 0.5, 0.62);
            }
        }
    }

    @Test
    void everyCellHasAFileOfItsOwn() {
        List<Cell> cells = Records.STUDY.cells("study", 7);

        assertThat(cells).hasSize(2 * 2 * 2);
        assertThat(cells).extracting(Cell::file).doesNotHaveDuplicates();
        assertThat(cells.get(1).file()).hasToString("study/one-shot-40-l1-seed7.json");
    }

    @Test
    void optionsOfACriterionAreInItsName() {
        assertThat(Criteria.code(new Criterion.DistributionFitting(Norm.L1, 0.1, true, 2)))
                .isEqualTo("distribution-fitting-l1-living-q2-lambda0.1");
        assertThat(Criteria.label(Criterion.DistributionFitting.plain())).isEqualTo("distribution fitting");
    }

    @Test
    void everyModeTrainsTheSameNumberOfEpochs() {
        for (Mode mode : Mode.values()) {
            int soft = mode == Mode.SOFT ? Records.BUDGET.soft().epochs() : 0;
            int fine =
                    Records.BUDGET.cuts(mode) * Records.BUDGET.fineTuning(mode).epochs();

            assertThat(soft + fine).as(mode.code()).isEqualTo(Records.BUDGET.epochs());
        }
    }

    @Test
    void roundsThatDoNotDivideTheEpochsAreRefused() {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> new Budget(4, 100, 50, 10, 0.02, 3, 1, 0.05))
                .withMessageContaining("budget.rounds is 3, which does not divide the 4 epochs");
    }

    @Test
    void softPruningMustLeaveEpochsForAfterTheCut() {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> new Budget(4, 100, 50, 10, 0.02, 2, 4, 0.05))
                .withMessageContaining("budget.softEpochs is 4");
    }
}
