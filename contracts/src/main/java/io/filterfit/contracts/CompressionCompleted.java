package io.filterfit.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.filterfit.spec.Checks;

/**
 * A job is done.
 *
 * @param request the job, as it was requested
 * @param summary before and after in numbers
 * @param model the compressed network as a Deeplearning4j zip
 * @param onnx the same network as ONNX; null where it has no counterpart there, and then the report says why
 * @param manifest JSON: which filters were kept, so that the cut can be repeated
 * @param report JSON: everything that was measured
 * @param reportPage the same as one self-contained HTML page
 * @param timing of the evaluator, which measured and reported
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompressionCompleted(
        CompressRequested request,
        CompressionSummary summary,
        ArtifactReference model,
        ArtifactReference onnx,
        ArtifactReference manifest,
        ArtifactReference report,
        ArtifactReference reportPage,
        StageTiming timing)
        implements Event {

    public CompressionCompleted {
        Checks.present("request", request);
        Checks.present("summary", summary);
        Checks.present("model", model);
        Checks.present("manifest", manifest);
        Checks.present("report", report);
        Checks.present("reportPage", reportPage);
        Checks.present("timing", timing);
    }

    @Override
    public JobId jobId() {
        return request.jobId();
    }

    @Override
    public String eventId() {
        return jobId() + "/completed";
    }
}
