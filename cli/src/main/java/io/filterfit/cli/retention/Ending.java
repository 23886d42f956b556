package io.filterfit.cli.retention;

import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.Stage;
import io.filterfit.store.StoreLayout;
import java.time.Instant;
import java.util.Optional;

/** How and when a job ended. */
record Ending(Event event, Instant time) {

    static Optional<Ending> of(Event event, Instant time) {
        return event instanceof CompressionCompleted || event instanceof CompressionFailed
                ? Optional.of(new Ending(event, time))
                : Optional.empty();
    }

    String label() {
        return event instanceof CompressionCompleted ? "completed" : "failed";
    }

    /** Where a stage looks for it before it does anything. */
    String outcomeKey() {
        if (event instanceof CompressionFailed failed) {
            return StoreLayout.outcome(failed.jobId(), failed.round(), failed.stage());
        }
        var completed = (CompressionCompleted) event;
        return StoreLayout.outcome(completed.jobId(), completed.request().spec().allRounds(), Stage.EVALUATOR);
    }
}
