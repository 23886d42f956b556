package io.filterfit.benchmarks.load;

import io.filterfit.benchmarks.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One run.
 *
 * @param commit of the sources, as git has it
 * @param command that made it
 * @param loadBefore the machine's load average before anything was started: how much else it did
 * @param parameters of the network
 * @param epochs of each job's training
 * @param saturated all jobs queued at once
 * @param paced jobs that come at half the rate that they go through when saturated
 * @param perJob what a job costs broker and store
 * @param memory of each service over both phases
 * @param demo the demo's job; null where it was not run
 */
record LoadRecord(
        Instant time,
        String commit,
        String command,
        Machine machine,
        double loadBefore,
        long parameters,
        int epochs,
        Phase saturated,
        Phase paced,
        PerJob perJob,
        Map<String, List<MemorySample>> memory,
        Demo demo) {

    /**
     * @param jobs that were requested
     * @param completed jobs with one outcome, a completed one
     * @param failed jobs with one outcome, a failure
     * @param lost jobs without an outcome
     * @param repeated jobs with more than one
     * @param seconds from the first request to the last outcome
     * @param handOver from a stage's publication to the first sign of the next at work, by the next stage
     * @param all the same of all stages together
     * @param latency from request to outcome
     * @param work median seconds that a stage worked at a job
     */
    record Phase(
            int jobs,
            int completed,
            int failed,
            int lost,
            int repeated,
            double seconds,
            Map<String, Millis> handOver,
            Millis all,
            Millis latency,
            Map<String, Double> work) {

        double jobsPerSecond() {
            return jobs / seconds;
        }
    }

    /** Milliseconds. */
    record Millis(double p50, double p99, double largest) {}

    /**
     * @param events messages by topic
     * @param eventBytes of keys and values, by topic
     * @param requests to the store, by method
     * @param objects that are in the store when the job is over
     * @param objectBytes of those
     */
    record PerJob(
            Map<String, Double> events,
            Map<String, Double> eventBytes,
            Map<String, Double> requests,
            double objects,
            double objectBytes) {}

    /**
     * @param second of the run
     * @param heap bytes in use
     * @param resident bytes
     */
    record MemorySample(double second, long heap, long resident) {}

    /**
     * @param seconds from request to outcome
     * @param stages seconds that each stage worked
     */
    record Demo(int epochs, double seconds, Map<String, Double> stages) {

        double overhead() {
            return 1 - stages.values().stream().mapToDouble(Double::doubleValue).sum() / seconds;
        }
    }
}
