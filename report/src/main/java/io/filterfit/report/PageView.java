package io.filterfit.report;

import io.filterfit.nd4j.RuntimeFacts;
import io.filterfit.selection.DistributionFit;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Criterion.DistributionFitting;
import io.filterfit.spec.TrainingSpec;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Everything that the page's template writes, as text. */
record PageView(
        CompressionReport report,
        String finished,
        Headline headline,
        Comparison comparison,
        SpeedView speed,
        SearchView search,
        List<AccuracyStep> steps,
        List<ClassRow> classRows,
        List<Round> rounds,
        List<FileLink> files,
        List<Timing> timings,
        String totalTime,
        List<Setting> settings,
        List<Setting> environment,
        ChartData charts) {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    record AccuracyStep(String label, String accuracy, String change) {}

    record FileLink(String link, String name, String format, String size) {
        static FileLink of(NetworkFile file) {
            return new FileLink(
                    file.link(),
                    file.path().substring(file.path().lastIndexOf('/') + 1),
                    file.format(),
                    Quantities.bytes(file.bytes()));
        }
    }

    record ClassRow(String label, String before, String after, String change) {}

    /**
     * @param standings each criterion's mean W1 over the groups that lost filters, in standard deviations
     * @param soft whether nothing was cut in it
     * @param afterSoft whether it started from what soft pruning left, and the fit is to the norms before that
     * @param gate what the equivalence gate said; null where it did not run
     * @param setbacks a sentence for each time that training went back
     */
    record Round(
            int number,
            boolean soft,
            boolean afterSoft,
            String filters,
            List<GroupView> groups,
            List<Standing> standings,
            String gate,
            String training,
            List<String> setbacks,
            List<Epoch> epochs) {}

    record Standing(String criterion, String wasserstein, String kolmogorovSmirnov, String wins, boolean chosen) {}

    record Epoch(
            int epoch,
            String trainingLoss,
            String trainingAccuracy,
            String validationLoss,
            String validationAccuracy,
            String learningRate,
            boolean best) {}

    /** @param share in percent of the longest, for the length of a bar */
    record Timing(String label, String duration, double share) {}

    record Setting(String label, String value) {}

    static PageView of(CompressionReport report) {
        ChartData charts = ChartData.of(report);
        double longest =
                report.timings().stream().mapToDouble(StageTime::seconds).max().orElse(1);
        return new PageView(
                report,
                WHEN.format(report.finished()),
                Headline.of(report),
                Comparison.of(report),
                SpeedView.of(report.speedUp()),
                SearchView.of(report),
                steps(charts.accuracy()),
                charts.classes().stream().map(PageView::classRow).toList(),
                report.rounds().stream()
                        .map(round -> round(round, report.spec()))
                        .toList(),
                report.files().stream().map(FileLink::of).toList(),
                report.timings().stream()
                        .map(time -> timing(time, report.rounds().size() > 1, longest))
                        .toList(),
                Quantities.duration(report.timings().stream()
                        .mapToDouble(StageTime::seconds)
                        .sum()),
                settings(report.spec()),
                environment(report),
                charts);
    }

    private static List<AccuracyStep> steps(List<ChartData.Step> steps) {
        List<AccuracyStep> rows = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            double accuracy = steps.get(i).accuracy();
            String change = i == 0 ? "" : Quantities.points(steps.get(i - 1).accuracy(), accuracy);
            rows.add(new AccuracyStep(steps.get(i).label(), Quantities.accuracy(accuracy), change));
        }
        return rows;
    }

    private static ClassRow classRow(ChartData.ClassAccuracy row) {
        return new ClassRow(
                row.label(),
                Quantities.percent(row.before()),
                Quantities.percent(row.after()),
                Quantities.points(row.before(), row.after()));
    }

    static Round round(RoundReport round, CompressionSpec spec) {
        Criterion criterion = spec.criterion();
        List<GroupView> groups = new ArrayList<>();
        for (GroupReport group : round.groups()) {
            groups.add(GroupView.of(group, groups.size(), criterion));
        }
        long had = groups.stream().mapToLong(GroupView::count).sum();
        long removed = groups.stream().mapToLong(GroupView::removed).sum();
        long touched = groups.stream().filter(group -> !group.whole()).count();
        return new Round(
                round.number(),
                round.soft(),
                spec.followsSoftPruning(round.number()),
                Quantities.count(removed) + " of " + Quantities.plural(had, "filter") + " went, from " + touched
                        + " of " + Quantities.plural(groups.size(), "group"),
                groups,
                standings(round.groups(), criterion),
                gate(round),
                training(round, spec),
                setbacks(round),
                epochs(round));
    }

    private static List<Standing> standings(List<GroupReport> groups, Criterion criterion) {
        List<GroupReport> cut = groups.stream()
                .filter(group ->
                        group.selection().kept().length < group.selection().filters()
                                && group.original().summary().standardDeviation() > 0
                                && group.selection().fit().keySet().containsAll(Criterion.NAMES))
                .toList();
        List<Standing> standings = new ArrayList<>();
        for (String name : cut.isEmpty() ? List.<String>of() : Criterion.NAMES) {
            double distance = cut.stream()
                    .mapToDouble(group -> relative(group, name))
                    .average()
                    .orElseThrow();
            double statistic = cut.stream()
                    .mapToDouble(group -> group.selection().fit().get(name).kolmogorovSmirnov())
                    .average()
                    .orElseThrow();
            long wins = cut.stream()
                    .filter(group -> relative(group, name) <= best(group) * (1 + 1e-9))
                    .count();
            standings.add(new Standing(
                    name,
                    Quantities.threeDigits(distance),
                    Quantities.threeDigits(statistic),
                    wins + " of " + cut.size(),
                    name.equals(criterion.name())));
        }
        return standings;
    }

    private static double relative(GroupReport group, String criterion) {
        return group.selection().fit().get(criterion).wasserstein()
                / group.original().summary().standardDeviation();
    }

    private static double best(GroupReport group) {
        return group.selection().fit().values().stream()
                        .mapToDouble(DistributionFit::wasserstein)
                        .min()
                        .orElseThrow()
                / group.original().summary().standardDeviation();
    }

    private static String gate(RoundReport round) {
        if (round.equivalence() == null) {
            return null;
        }
        return (round.equivalence().holds() ? "passed" : "failed") + ": on "
                + round.equivalence().images()
                + " images the pruned network and the masked original differ by at most "
                + Quantities.threeDigits(round.equivalence().maximumDifference());
    }

    private static String training(RoundReport round, CompressionSpec spec) {
        if (round.training() == null || round.training().epochs().isEmpty()) {
            return null;
        }
        int best = round.training().bestEpoch();
        int epochs = round.training().epochs().size();
        boolean averaged = best > 0 && round.training().epochs().get(best - 1).averaged();
        return Quantities.plural(epochs, "epoch")
                + (epochs < spec.trainingIn(round.number()).epochs() ? ", ended early on a plateau" : "")
                + (round.soft()
                        ? ", after each of which the filters that the criterion would drop were zeroed, and validated so"
                        : "")
                + "; "
                + (best == 0
                        ? "the weights before training scored best and were kept"
                        : "epoch " + best + " scored best and was kept")
                + ", with " + Quantities.accuracy(round.training().bestValidationAccuracy())
                + " on the validation split"
                + (averaged ? ", the average of the weights over the steps." : ".")
                + (softened(spec.trainingIn(round.number()))
                        ? " The training loss is that of the objective, softened as asked for; the validation loss is the"
                                + " cross-entropy with the labels."
                        : "");
    }

    /** Whether the training loss is another than the cross-entropy with the labels, and so no match for the validation loss. */
    private static boolean softened(TrainingSpec training) {
        return training.distillation() != null || training.labelSmoothing() > 0 || training.mixup() != null;
    }

    private static List<String> setbacks(RoundReport round) {
        if (round.training() == null) {
            return List.of();
        }
        return round.training().setbacks().stream()
                .map(setback -> "In epoch " + setback.epoch() + " (step " + setback.step() + ") " + setback.problem()
                        + "; the epoch was begun again with the learning rate halved to " + setback.learningRate()
                        + ".")
                .toList();
    }

    private static List<Epoch> epochs(RoundReport round) {
        if (round.training() == null) {
            return List.of();
        }
        return round.training().epochs().stream()
                .map(epoch -> new Epoch(
                        epoch.epoch(),
                        Quantities.threeDigits(epoch.trainingLoss()),
                        Quantities.accuracy(epoch.trainingAccuracy()),
                        Quantities.threeDigits(epoch.validationLoss()),
                        Quantities.accuracy(epoch.validationAccuracy()),
                        Quantities.threeDigits(epoch.learningRate()),
                        epoch.epoch() == round.training().bestEpoch()))
                .toList();
    }

    private static Timing timing(StageTime time, boolean severalRounds, double longest) {
        String label = severalRounds ? time.stage() + ", round " + time.round() : time.stage();
        return new Timing(
                label, Quantities.duration(time.seconds()), longest == 0 ? 0 : 100 * time.seconds() / longest);
    }

    private static List<Setting> settings(CompressionSpec spec) {
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting("Data set", spec.dataset()));
        if (spec.normalisation() != null) {
            settings.add(new Setting(
                    "Normalisation",
                    "mean " + spec.normalisation().mean() + ", deviation "
                            + spec.normalisation().std()));
        }
        settings.add(new Setting("Criterion", spec.criterion().name()));
        if (spec.criterion() instanceof DistributionFitting fitting) {
            settings.add(new Setting("Norm", fitting.norm().name()));
            settings.add(new Setting("Redundancy weight \u03bb", String.valueOf(fitting.redundancyWeight())));
            settings.add(new Setting("Living filters only", yesOrNo(fitting.livingOnly())));
            settings.add(new Setting("Norm exponent q", String.valueOf(fitting.normExponent())));
        }
        settings.add(new Setting("Scope", spec.scope().name().toLowerCase(Locale.ROOT)));
        settings.add(new Setting("Allocation", spec.allocation().name().toLowerCase(Locale.ROOT)));
        settings.add(new Setting("Rounds", String.valueOf(spec.rounds())));
        settings.add(new Setting("Minimum filters", String.valueOf(spec.minimumFilters())));
        settings.add(new Setting("Channel multiple", String.valueOf(spec.channelMultiple())));
        if (!spec.keepLayers().isEmpty()) {
            settings.add(new Setting("Layers left alone", String.join(", ", spec.keepLayers())));
        }
        settings.add(new Setting("Reconstruction", yesOrNo(spec.reconstruct())));
        if (spec.softPruning() != null) {
            settings.add(new Setting(
                    "Soft pruning",
                    Quantities.plural(spec.softPruning().epochs(), "epoch") + ", learning rate "
                            + spec.softPruning().learningRate()));
        }
        settings.add(new Setting("Fine-tuning", training(spec.training())));
        settings.addAll(options(spec.training()));
        settings.add(new Setting("Seed", String.valueOf(spec.seed())));
        return settings;
    }

    private static String training(TrainingSpec training) {
        return training.epochs() == 0
                ? "none"
                : Quantities.plural(training.epochs(), "epoch") + ", batch " + training.batchSize()
                        + ", learning rate " + training.learningRate() + ", momentum " + training.momentum()
                        + ", weight decay " + training.weightDecay();
    }

    /** Those that are on. */
    private static List<Setting> options(TrainingSpec training) {
        List<Setting> options = new ArrayList<>();
        if (training.distillation() != null) {
            options.add(new Setting(
                    "Distillation",
                    "weight " + training.distillation().weight() + ", temperature "
                            + training.distillation().temperature()));
        }
        if (training.labelSmoothing() > 0) {
            options.add(new Setting("Label smoothing", String.valueOf(training.labelSmoothing())));
        }
        if (training.mixup() != null) {
            options.add(new Setting("Mixup", "alpha " + training.mixup().alpha()));
        }
        if (training.ema() != null) {
            options.add(
                    new Setting("Averaged weights", "decay " + training.ema().decay()));
        }
        if (training.earlyStop() != null) {
            options.add(new Setting(
                    "Early stop",
                    "after " + Quantities.plural(training.earlyStop().patience(), "epoch") + " without "
                            + Quantities.percent(training.earlyStop().minimumImprovement()) + " more"));
        }
        return options;
    }

    private static String yesOrNo(boolean value) {
        return value ? "yes" : "no";
    }

    private static List<Setting> environment(CompressionReport report) {
        RunEnvironment environment = report.environment();
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting("FilterFit", environment.filterFit()));
        settings.add(new Setting("Java", environment.java()));
        settings.add(new Setting("Operating system", environment.operatingSystem()));
        settings.add(
                new Setting("Processor", environment.processor() + ", " + environment.processors() + " available"));
        RuntimeFacts arithmetic = environment.arithmetic();
        if (arithmetic != null) {
            String version = arithmetic.nd4jVersion() == null ? "" : " (version " + arithmetic.nd4jVersion() + ")";
            settings.add(new Setting("Arithmetic", arithmetic.summary() + version));
        }
        ArithmeticWarnings.training(report.rounds())
                .map(RuntimeFacts::summary)
                .distinct()
                .forEach(summary -> settings.add(new Setting("Training", summary)));
        return settings;
    }
}
