package io.filterfit.report;

import io.filterfit.nd4j.RuntimeFacts;
import io.filterfit.training.TrainingHistory;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a report warns of that lies in the machines: measurement and training may run on different ones. */
public final class ArithmeticWarnings {

    private ArithmeticWarnings() {}

    /** @param measuring what the networks were measured on */
    public static List<String> of(RuntimeFacts measuring, List<RoundReport> rounds) {
        Stream<String> training = training(rounds)
                .flatMap(arithmetic -> arithmetic.warnings().stream())
                .map(warning -> measuring.warnings().contains(warning) ? warning : "Training: " + warning);
        return Stream.concat(measuring.warnings().stream(), training).distinct().toList();
    }

    /** What each round was trained on, where it was. */
    static Stream<RuntimeFacts> training(List<RoundReport> rounds) {
        return rounds.stream()
                .map(RoundReport::training)
                .filter(Objects::nonNull)
                .map(TrainingHistory::arithmetic)
                .filter(Objects::nonNull);
    }
}
