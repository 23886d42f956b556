package io.filterfit.report;

import io.filterfit.plan.Evaluation;
import io.filterfit.spec.Target;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The networks that were measured in search of a target.
 *
 * @param measured heading of what was measured
 */
record SearchView(String lead, String measured, List<Row> rows) {

    /** @param chosen whether the search ended at this one */
    record Row(int number, String filters, String flops, String measured, String met, boolean chosen) {}

    /** Null where nothing had to be measured. */
    static SearchView of(CompressionReport report) {
        List<Evaluation> evaluations = report.rounds().stream()
                .flatMap(round -> round.evaluations().stream())
                .toList();
        if (evaluations.isEmpty()) {
            return null;
        }
        boolean accuracy = report.spec().target() instanceof Target.AccuracyDrop;
        int chosen = evaluations.lastIndexOf(evaluations.stream()
                .filter(Evaluation::met)
                .reduce((earlier, later) -> later)
                .orElse(null));
        List<Row> rows = IntStream.range(0, evaluations.size())
                .mapToObj(i -> row(i, evaluations.get(i), accuracy, i == chosen))
                .toList();
        return new SearchView(
                accuracy
                        ? "Networks cut further and less far, recovered, and measured on the validation split, until the most"
                                + " that may go was found."
                        : "Networks cut further and less far, and timed in turn with the original, until the least that"
                                + " must go was found.",
                accuracy ? "Accuracy lost" : "Time saved",
                rows);
    }

    private static Row row(int index, Evaluation evaluation, boolean accuracy, boolean chosen) {
        return new Row(
                index + 1,
                Quantities.percent(evaluation.filterReduction()),
                Quantities.percent(evaluation.flopsReduction()),
                accuracy ? Quantities.points(evaluation.measured()) : Quantities.percent(evaluation.measured()),
                evaluation.met() ? "yes" : "no",
                chosen);
    }
}
