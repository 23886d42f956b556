package io.filterfit.console.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.CompressionSummary;
import io.filterfit.contracts.Stage;
import io.filterfit.spec.Target;
import java.net.URI;
import java.time.Instant;

/**
 * One job in a list.
 *
 * @param model what was submitted; null, as data set, criterion and target, if the request was no valid one
 * @param round the round under way or the last one, from 1
 * @param rounds in all
 * @param stage at work, waited for, or that ended the job
 * @param fraction of that stage's work that is done, 0 to 1
 * @param result the job in numbers, null unless it is completed
 * @param reason why it failed, as a code; null unless it did
 * @param message the same as a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobSummary(
        String id,
        JobStatus status,
        URI model,
        String dataset,
        String criterion,
        Target target,
        Instant requestedAt,
        Instant endedAt,
        int round,
        int rounds,
        Stage stage,
        double fraction,
        String activity,
        CompressionSummary result,
        String reason,
        String message) {

    static JobSummary of(Job job) {
        var spec = job.request().map(CompressRequested::spec);
        var stage = job.stage();
        var failure = job.failed();
        return new JobSummary(
                job.id().value(),
                job.status(),
                job.request().map(request -> request.model().uri()).orElse(null),
                spec.map(each -> each.dataset()).orElse(null),
                spec.map(each -> each.criterion().name()).orElse(null),
                spec.map(each -> each.target()).orElse(null),
                job.requestedAt(),
                job.endedAt().orElse(null),
                stage.round(),
                spec.map(each -> each.allRounds()).orElse(1),
                stage.stage(),
                stage.fraction(),
                stage.activity(),
                job.completed().map(CompressionCompleted::summary).orElse(null),
                failure.map(each -> each.reason().code()).orElse(null),
                failure.map(CompressionFailed::message).orElse(null));
    }

    /** The last part of the model's address. */
    public String modelName() {
        var path = model == null ? "" : String.valueOf(model.getPath());
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
