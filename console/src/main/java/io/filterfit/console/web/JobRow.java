package io.filterfit.console.web;

import io.filterfit.console.job.JobStatus;
import io.filterfit.console.job.JobSummary;

/**
 * A job as a row of the list.
 *
 * @param now what happens to it or came of it
 * @param percent of the stage at work, null unless one is
 */
record JobRow(
        String id,
        String status,
        String model,
        String dataset,
        String criterion,
        String target,
        String now,
        Integer percent,
        String requested,
        String requestedIso) {

    static JobRow of(JobSummary job) {
        var running = job.status() == JobStatus.RUNNING || job.status() == JobStatus.CANCELLING;
        return new JobRow(
                job.id(),
                job.status().label(),
                job.modelName(),
                job.dataset() == null ? "" : job.dataset(),
                job.criterion() == null ? "" : job.criterion(),
                job.target() == null ? "" : Words.target(job.target()),
                now(job),
                running ? (Integer) (int) Math.round(100 * job.fraction()) : null,
                Words.when(job.requestedAt()),
                job.requestedAt().toString());
    }

    private static String now(JobSummary job) {
        if (job.result() != null) {
            return Words.percent(job.result().flopsReduction()) + " fewer FLOPs, accuracy "
                    + Words.percent(job.result().accuracyBefore()) + " → "
                    + Words.percent(job.result().accuracyAfter());
        }
        if (job.status() == JobStatus.FAILED) {
            return job.reason() + ": " + job.message();
        }
        if (job.status() == JobStatus.CANCELLED) {
            return "stopped in stage " + Words.stage(job.stage()).toLowerCase();
        }
        if (job.status() == JobStatus.QUEUED) {
            return "waits for the analyzer";
        }
        var round = job.rounds() > 1 ? ", round " + job.round() + " of " + job.rounds() : "";
        return Words.stage(job.stage()) + round + (job.activity() == null ? "" : ": " + job.activity());
    }
}
