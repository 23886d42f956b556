package io.filterfit.benchmarks.criteria;

import io.filterfit.evaluation.Classification.Interval;
import io.filterfit.spec.Criterion;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A study's results in Markdown, made of its records alone. */
final class StudyPage {

    private static final String PAPER =
            """
            ## What the paper claims, and how far this is from it

            Zhang, Kou and Liu (Computer Technology and Development 32(12), 2022,
            [doi:10.3969/j.issn.1673-629X.2022.12.021](https://doi.org/10.3969/j.issn.1673-629X.2022.12.021)) report, in the abstract, that
            is all we have of it: ResNet-110 on CIFAR-10, more than 62 % fewer FLOPs, relative accuracy down by only 0.14 %, and better
            results than the methods compared with, on two data sets. How long they trained, how often they repeated it, and the details of
            their selection are not in the abstract; *distribution fitting* here is this project's own definition of the idea.

            """;

    private final String name;
    private final Study study;
    private final BaselineRecord baseline;
    private final List<CellRecord> records;

    /** @param records at least one */
    StudyPage(String name, Study study, BaselineRecord baseline, List<CellRecord> records) {
        this.name = name;
        this.study = study;
        this.baseline = baseline;
        this.records = records;
    }

    String markdown() {
        StringBuilder page = new StringBuilder();
        page.append("# Criteria compared: ").append(study.title()).append("\n\n");
        page.append("<!-- Written by benchmarks/criteria.sh from records/criteria/")
                .append(name)
                .append(". -->\n\n");
        page.append(setting());
        page.append(figure("test", "Test accuracy over the FLOPs removed"));
        page.append(figure("recovered", "Validation accuracy after the last cut and recovery, before training"));
        page.append(figure("epochs", "Validation accuracy over the epochs"));
        for (double flopsReduction : study.flopsReductions()) {
            for (Mode mode : study.modes()) {
                page.append(table(mode, flopsReduction));
            }
        }
        page.append(comparisons());
        page.append(PAPER).append(distance());
        return page.toString();
    }

    private String figure(String plot, String text) {
        return String.format(Locale.ROOT, "![%s](criteria-%s-%s.svg)%n%n", text, name, plot);
    }

    private String setting() {
        Budget budget = study.budget();
        Interval test =
                Interval.wilson(baseline.test().correct(), baseline.test().total());
        return String.format(
                Locale.ROOT,
                """
                Network: `%s`, %,d multiply-accumulates and %,d parameters. Before any cut it classifies %.2f %% of the test images right
                (95 %% interval %.2f to %.2f) and %.2f %% of the %,d validation images.

                Every cell trains %d epochs of %,d images (drawn by the seed from those that are not held out; the network itself was
                trained on more), batch %d, cosine schedule:

                - *one-shot*: one cut, recovery without training, %d epochs from %s;
                - *rounds*: %d cuts, each followed by recovery and %d epochs from %s;
                - *soft*: %d epochs of soft pruning from %s, one cut, recovery, %d epochs from %s.

                Equal epochs are not equal arithmetic: soft pruning trains the whole network, the other modes a cut one. *Cut* is the
                accuracy straight after the last cut, *recovered* that after the best of batch-norm recalibration and reconstruction, both
                of %,d validation images, on which that best was chosen; *trained* is that of the %,d validation images with the weights
                of the best epoch, which were chosen on them. *Test* is the accuracy on the %,d test images, which are read once in a cell, as
                the last thing; *change* is its difference to the network before any cut, in points. All in %%, mean ± sample standard
                deviation over n seeds. A seed draws the images, their order and augmentation, and the random pick; the network is the same
                for all seeds, so a criterion that is not random makes the same first cut with every seed.

                %s

                %s
                """,
                study.network(),
                baseline.macs(),
                baseline.parameters(),
                100 * test.value(),
                100 * test.lower(),
                100 * test.upper(),
                100 * baseline.validation().share(),
                baseline.validation().total(),
                budget.epochs(),
                budget.trainingImages(),
                budget.batchSize(),
                budget.epochs(),
                budget.learningRate(),
                budget.rounds(),
                budget.epochs() / budget.rounds(),
                budget.learningRate(),
                budget.softEpochs(),
                budget.softLearningRate(),
                budget.epochs() - budget.softEpochs(),
                budget.learningRate(),
                records.get(0).lastCut().images(),
                budget.validationImages(),
                baseline.test().total(),
                study.note(),
                provenance());
    }

    private String provenance() {
        String machines = records.stream()
                .map(record ->
                        record.machine().processor() + ", " + record.machine().processors() + " processors, Java "
                                + record.machine().java() + ", " + record.arithmetic())
                .distinct()
                .collect(Collectors.joining("; "));
        return String.format(
                Locale.ROOT,
                "%d of %d cells are done, in %.1f hours, on %s. All of them: `benchmarks/criteria.sh --study %s`.%n",
                records.size(),
                study.cells(name, 0).size() * study.seeds().size(),
                records.stream().mapToDouble(CellRecord::seconds).sum() / 3600,
                machines,
                name);
    }

    private String table(Mode mode, double flopsReduction) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                """
                ## %s, %.0f %% of the FLOPs removed

                | criterion | n | cut | recovered | trained | test | change | command |
                |---|---|---|---|---|---|---|---|
                """,
                mode.code(),
                100 * flopsReduction));
        for (Criterion criterion : study.criteria()) {
            Cell cell = new Cell(name, criterion, mode, flopsReduction, 0);
            List<CellRecord> row = records(
                    record -> record.cell().file().equals(withSeed(cell, record).file()));
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %s | %s | %s | %s | `%s` |%n",
                    Criteria.label(criterion),
                    row.size(),
                    of(row, record -> record.lastCut().afterCut()).percent(),
                    of(row, record -> record.lastCut().afterRecovery()).percent(),
                    of(row, record -> record.lastCut().afterTraining()).percent(),
                    of(row, record -> record.test().share()).percent(),
                    change(of(row, record -> record.test().share())),
                    cell.command()));
        }
        return table.append('\n').toString();
    }

    private static Cell withSeed(Cell cell, CellRecord record) {
        return new Cell(
                cell.study(),
                cell.criterion(),
                cell.mode(),
                cell.flopsReduction(),
                record.cell().seed());
    }

    private String change(Summary test) {
        return test.count() == 0
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%+.2f",
                        100 * (test.mean() - baseline.test().share()));
    }

    private String comparisons() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                """
                ## Against %s

                Differences of test accuracy in points, over pairs of cells that differ in the criterion alone (same mode, target, seed). p is that
                of a paired t-test, adjusted for all rows (Holm). Pairs of one network are not independent of each other, so p flatters: what is
                told apart here is told apart for this network and this budget, and for no others.

                | mode | criterion | pairs | difference | better in | worse in | p | |
                |---|---|---|---|---|---|---|---|
                """,
                Criteria.label(study.criteria().get(0))));
        for (Comparison comparison : Comparison.of(study, records)) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %s | %d | %d | %s | %s |%n",
                    comparison.mode().code(),
                    Criteria.label(comparison.criterion()),
                    comparison.pairs(),
                    comparison.pairs() == 0
                            ? "–"
                            : String.format(
                                    Locale.ROOT, "%+.2f ± %.2f", 100 * comparison.mean(), 100 * comparison.deviation()),
                    comparison.better(),
                    comparison.worse(),
                    comparison.p() < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", comparison.p()),
                    verdict(comparison)));
        }
        return table.append('\n').toString();
    }

    private static String verdict(Comparison comparison) {
        if (!comparison.toldApart()) {
            return "not told apart";
        }
        return comparison.mean() > 0 ? "better" : "worse";
    }

    private String distance() {
        long seeds = records.stream()
                .mapToLong(record -> record.cell().seed())
                .distinct()
                .count();
        Score test = baseline.test();
        double standardError = Math.sqrt(test.share() * (1 - test.share()) / test.total());
        return String.format(
                Locale.ROOT,
                """
                This run: another and far smaller network, `%s`, on %s; %d epochs of %,d images a cell, %,d images in all; at most %d %s, of one
                trained network. A relative change of 0.14 %% is %.0f of the test images here, or %.2f points, where the standard error of one
                accuracy on %,d images is %.2f points. So these numbers neither confirm nor refute the paper's; they say how the criteria
                compare after a short training of this network.
                """,
                study.network(),
                study.dataset(),
                study.budget().epochs(),
                study.budget().trainingImages(),
                (long) study.budget().epochs() * study.budget().trainingImages(),
                seeds,
                seeds == 1 ? "seed" : "seeds",
                0.0014 * test.correct(),
                0.14 * test.share(),
                test.total(),
                100 * standardError);
    }

    private List<CellRecord> records(Predicate<CellRecord> which) {
        return records.stream().filter(which).toList();
    }

    private static Summary of(List<CellRecord> row, ToDoubleFunction<CellRecord> number) {
        return Summary.of(row, number);
    }
}
