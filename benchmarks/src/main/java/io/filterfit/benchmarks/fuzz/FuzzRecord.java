package io.filterfit.benchmarks.fuzz;

import io.filterfit.benchmarks.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What became of the mutations of one specimen.
 *
 * @param seed of the first mutation; the others follow it
 * @param read how many were read as networks
 * @param refused how many were refused, by the code of the reason
 * @param failures seed and what happened, of those that ended in anything else
 * @param slowest seconds of the slowest
 */
record FuzzRecord(
        String format,
        Instant time,
        Machine machine,
        int mutations,
        long seed,
        int read,
        Map<String, Integer> refused,
        List<String> failures,
        double slowest) {}
