package io.filterfit.evaluation;

/**
 * Time of a forward pass in milliseconds, original and pruned network measured interleaved with the same threads.
 *
 * @param batch images per pass
 * @param passes measured passes of each network
 * @param threads arithmetic threads
 */
public record Latency(int batch, int passes, int threads, Percentiles original, Percentiles pruned) {

    public record Percentiles(double median, double p95) {}
}
