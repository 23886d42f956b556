package io.filterfit.console.web;

import io.filterfit.console.api.ArtifactView;
import io.filterfit.console.job.Job;
import io.filterfit.console.job.StageView;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.report.ReportFragment;
import io.filterfit.spec.CompressionSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One job, as its page writes it.
 *
 * @param subject what is done to what
 * @param ended whether nothing more will happen
 * @param reportProblem why the report cannot be shown, null if it can or there is none
 */
record JobPageView(
        String id,
        String status,
        String subject,
        String requested,
        String duration,
        boolean ended,
        boolean retryable,
        String reason,
        String message,
        List<RoundRow> rounds,
        List<EpochRow> epochs,
        List<FileRow> results,
        List<FileRow> intermediate,
        ReportFragment report,
        String reportProblem) {

    /** @param title empty where there is one round only */
    record RoundRow(String title, List<StageRow> stages) {}

    record StageRow(String name, String state, int percent, String detail) {
        static StageRow of(StageView view) {
            return new StageRow(Words.stage(view.stage()), view.state().label(), view.percent(), detail(view));
        }

        private static String detail(StageView view) {
            return switch (view.state()) {
                case AHEAD -> "";
                case WAITING -> "waits for a free replica";
                case DONE -> view.seconds() == null ? "done" : "done in " + Words.duration(view.seconds());
                case STOPPED -> view.activity() == null ? "ended here" : "ended here: " + view.activity();
                case RUNNING ->
                    view.activity()
                            + (view.secondsLeft() == null ? "" : ", " + Words.duration(view.secondsLeft()) + " left")
                            + (view.attempt() > 1 ? ", attempt " + view.attempt() : "");
            };
        }
    }

    record EpochRow(int round, int epoch, String loss, String training, String validation, String speed) {}

    record FileRow(String title, String file, String size, String href) {}

    static JobPageView of(Job job, ReportFragment report, String reportProblem) {
        var files = ArtifactView.of(job);
        var failure = job.failed();
        return new JobPageView(
                job.id().value(),
                job.status().label(),
                job.request().map(JobPageView::subject).orElse("a request that was no valid one"),
                Words.when(job.requestedAt()),
                Words.duration(Duration.between(job.requestedAt(), job.endedAt().orElseGet(Instant::now))
                        .toSeconds()),
                job.status().isEnd(),
                job.request().isPresent(),
                failure.map(each -> each.reason().code()).orElse(null),
                failure.map(each -> each.message()).orElse(null),
                rounds(job),
                epochs(job),
                files.stream()
                        .filter(JobPageView::isResult)
                        .map(JobPageView::row)
                        .toList(),
                files.stream()
                        .filter(file -> !isResult(file))
                        .map(JobPageView::row)
                        .toList(),
                report,
                reportProblem);
    }

    /** Whether there is a curve to draw; a report has its own. */
    public boolean liveCurve() {
        return report == null;
    }

    private static String subject(CompressRequested request) {
        var spec = request.spec();
        var key = request.model().key();
        return key.substring(key.lastIndexOf('/') + 1) + " on " + spec.dataset() + ": " + Words.target(spec.target())
                + " by " + spec.criterion().name() + rounds(spec);
    }

    private static String rounds(CompressionSpec spec) {
        return spec.allRounds() == 1 ? "" : ", in " + spec.allRounds() + " rounds";
    }

    private static List<RoundRow> rounds(Job job) {
        var all = job.stages();
        List<RoundRow> rounds = new ArrayList<>();
        var last = all.get(all.size() - 1).round();
        for (int number = 1; number <= last; number++) {
            int round = number;
            rounds.add(new RoundRow(
                    last == 1 ? "" : "Round " + round,
                    all.stream()
                            .filter(view -> view.round() == round)
                            .map(StageRow::of)
                            .toList()));
        }
        return rounds;
    }

    private static List<EpochRow> epochs(Job job) {
        return job.trainingCurve().stream()
                .map(point -> {
                    var training = point.progress().training();
                    return new EpochRow(
                            point.round(),
                            point.epoch(),
                            training.loss() == null
                                    ? ""
                                    : String.format(java.util.Locale.ROOT, "%.3f", training.loss()),
                            share(training.trainingAccuracy()),
                            share(training.validationAccuracy()),
                            Math.round(training.imagesPerSecond()) + "/s");
                })
                .toList();
    }

    private static String share(Double share) {
        return share == null ? "" : Words.percent(share);
    }

    private static boolean isResult(ArtifactView file) {
        return !file.name().contains("/") && !file.name().equals("submitted");
    }

    private static FileRow row(ArtifactView file) {
        var title =
                switch (file.name()) {
                    case "model" -> "Network, Deeplearning4j";
                    case "onnx" -> "Network, ONNX";
                    case "manifest" -> "Manifest: what was kept";
                    case "report" -> "Report, JSON";
                    case "report-page" -> "Report, one page";
                    case "submitted" -> "The submitted network";
                    default -> file.name();
                };
        return new FileRow(title, file.file(), Words.bytes(file.size()), file.href());
    }
}
