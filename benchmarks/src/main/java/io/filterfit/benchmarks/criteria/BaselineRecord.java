package io.filterfit.benchmarks.criteria;

import io.filterfit.benchmarks.Machine;
import java.time.Instant;

/**
 * The network of a study before any cut.
 *
 * @param network the file, relative to the project's directory
 * @param sha256 of the file
 * @param macs multiply-accumulates of one image
 */
record BaselineRecord(
        Instant time,
        Machine machine,
        String network,
        String sha256,
        String dataset,
        long macs,
        long parameters,
        Score validation,
        Score test) {}
