package io.filterfit.benchmarks.criteria;

import io.filterfit.spec.Criterion;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One compression of a study.
 *
 * @param study its name
 * @param flopsReduction the target
 * @param seed of all that is random: the images trained on, their order and augmentation, and the random criterion
 */
record Cell(String study, Criterion criterion, Mode mode, double flopsReduction, long seed) {

    /** Of its record, below the directory of all records. */
    Path file() {
        return Path.of(
                study, String.format(Locale.ROOT, "%s-%s-%s-seed%d.json", mode.code(), share(), criterionCode(), seed));
    }

    String criterionCode() {
        return Criteria.code(criterion);
    }

    /** Runs this cell for all seeds. */
    String command() {
        return String.format(
                Locale.ROOT,
                "benchmarks/criteria.sh --study %s --mode %s --flops-reduction %s --criterion %s",
                study,
                mode.code(),
                flopsReduction,
                criterionCode());
    }

    private String share() {
        return String.valueOf(Math.round(100 * flopsReduction));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s  %-8s %s %%  %s, seed %d", study, mode.code(), share(), criterionCode(), seed);
    }
}
