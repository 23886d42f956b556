package io.filterfit.report;

import io.filterfit.evaluation.Latency;
import io.filterfit.evaluation.SpeedUp;
import io.filterfit.spec.CompressionSpec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Everything that is known about one compression.
 *
 * @param jobId the job
 * @param traceId of the job in the systems that collect traces, 32 hexadecimal digits; null offline
 * @param model the network as the user named it: a file name or URI
 * @param finished when the last measurement was done
 * @param spec what was asked for
 * @param classes names of the data set's classes by number; empty where unknown
 * @param before the network as it was submitted
 * @param after the network that is published
 * @param files that hold the published network
 * @param latency both networks interleaved, one entry a batch size; empty where not measured
 * @param speedUp how much of the saving in arithmetic is one in time; null where not measured
 * @param rounds what was cut, in order
 * @param timings wall time of every stage, in order
 * @param environment what it all ran on
 * @param warnings a sentence for everything that did not go as one would wish, for instance a fall-back to the CPU
 */
public record CompressionReport(
        String jobId,
        String traceId,
        String model,
        Instant finished,
        CompressionSpec spec,
        List<String> classes,
        NetworkMeasurement before,
        NetworkMeasurement after,
        List<NetworkFile> files,
        List<Latency> latency,
        SpeedUp speedUp,
        List<RoundReport> rounds,
        List<StageTime> timings,
        RunEnvironment environment,
        List<String> warnings) {

    public CompressionReport {
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(finished, "finished");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(environment, "environment");
        classes = orEmpty(classes);
        files = orEmpty(files);
        latency = orEmpty(latency);
        rounds = orEmpty(rounds);
        timings = orEmpty(timings);
        warnings = orEmpty(warnings);
    }

    static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
