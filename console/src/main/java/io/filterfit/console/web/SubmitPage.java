package io.filterfit.console.web;

import io.filterfit.spec.Allocation;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The form to submit a job with.
 *
 * @param defaults what is done where a field is left blank
 * @param problem what was wrong with it the last time, null the first time
 * @param wrote what was in it the last time
 */
record SubmitPage(
        List<String> datasets,
        String bucket,
        long largestUpload,
        CompressionSpec defaults,
        SubmitForm wrote,
        String problem) {

    record Option(String value, String text) {}

    static SubmitPage of(List<String> datasets, String bucket, long largestUpload, SubmitForm wrote, String problem) {
        var defaults = CompressionSpec.of(datasets.get(0), new Target.FlopsReduction(0.5));
        return new SubmitPage(datasets, bucket, largestUpload, defaults, wrote, problem);
    }

    public String limit() {
        return Words.limit(largestUpload);
    }

    public List<Option> targets() {
        return List.of(
                new Option("flops-reduction", "fewer FLOPs"),
                new Option("parameter-reduction", "fewer parameters"),
                new Option("filter-ratio", "of the filters removed"),
                new Option("latency-reduction", "less time for a batch, measured"),
                new Option("accuracy-drop", "of accuracy lost before fine-tuning, at most"));
    }

    public List<String> criteria() {
        return Criterion.NAMES;
    }

    public List<String> scopes() {
        return labels(Scope.values());
    }

    public List<String> allocations() {
        return labels(Allocation.values());
    }

    public String value(String written, Object standard) {
        return written == null ? String.valueOf(standard) : written;
    }

    private static List<String> labels(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
