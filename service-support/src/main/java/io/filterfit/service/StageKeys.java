package io.filterfit.service;

import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Stage;
import io.filterfit.store.StoreLayout;

/** Where one stage of one round keeps its objects: {@code jobs/<job id>/round-<n>/<stage>/...}. */
record StageKeys(JobId jobId, int round, Stage stage) {

    /** Without a slash at the end; artifacts are kept under it. */
    String prefix() {
        return StoreLayout.stage(jobId, round, stage);
    }

    /** The outcome's event; whoever creates it has decided what the outcome is. */
    String outcome() {
        return StoreLayout.outcome(jobId, round, stage);
    }

    /** Where the marks of attempts are, with a slash at the end. */
    String attempts() {
        return prefix() + "/attempts/";
    }

    /** Without a slash at the end. */
    String checkpoints() {
        return prefix() + "/checkpoints";
    }
}
