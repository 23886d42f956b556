package io.filterfit.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.filterfit.console.job.Job;
import io.filterfit.console.job.JobSummary;
import io.filterfit.console.job.StageView;
import io.filterfit.console.job.TrainingPoint;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.spec.CompressionSpec;
import java.util.List;

/**
 * One job.
 *
 * @param spec what is done, as it was asked for; null if the request was no valid one
 * @param stages every stage of every round, in order
 * @param training the curve so far, one point an epoch
 * @param artifacts what can be fetched
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobDetail(
        @JsonUnwrapped JobSummary summary,
        CompressionSpec spec,
        List<StageView> stages,
        List<TrainingPoint> training,
        List<ArtifactView> artifacts) {

    static JobDetail of(Job job) {
        return new JobDetail(
                job.summary(),
                job.request().map(CompressRequested::spec).orElse(null),
                job.stages(),
                job.trainingCurve(),
                ArtifactView.of(job));
    }
}
