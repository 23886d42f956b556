package io.filterfit.benchmarks.criteria;

import io.filterfit.benchmarks.Machine;
import io.filterfit.recovery.RecoveryStep;
import io.filterfit.spec.Criterion;
import java.time.Instant;
import java.util.List;

/** A small study and made-up records of it. */
final class Records {

    static final Budget BUDGET = new Budget(4, 100, 50, 10, 0.02, 2, 1, 0.05);

    static final Study STUDY = new Study(
            "A network on images",
            "images",
            "network.zip",
            "A note.",
            List.of(Criterion.DistributionFitting.plain(), new Criterion.L1Norm()),
            List.of(Mode.ONE_SHOT, Mode.SOFT),
            List.of(0.4, 0.5),
            List.of(1L, 2L, 3L),
            BUDGET);

    static final BaselineRecord BASELINE = new BaselineRecord(
            Instant.EPOCH,
            new Machine("a processor", 2, "17"),
            "network.zip",
            "abc",
            "images",
            1_000,
            100,
            new Score(40, 50),
            new Score(8_000, 10_000));

    private Records() {}

    static CellRecord of(Criterion criterion, Mode mode, double target, long seed, int correct) {
        return new CellRecord(
                Instant.EPOCH,
                "command",
                new Machine("a processor", 2, "17"),
                "arithmetic",
                new Cell("study", criterion, mode, target, seed),
                "abc",
                BUDGET,
                target,
                500,
                50,
                List.of(),
                List.of(new CellRecord.Cut(
                        0.1, 0.6, RecoveryStep.RECONSTRUCTION, 50, List.of(0.61, 0.62, 0.63, 0.62), 0.63)),
                new Score(correct, 10_000),
                36);
    }
}
