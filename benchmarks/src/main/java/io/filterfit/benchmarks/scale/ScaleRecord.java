package io.filterfit.benchmarks.scale;

import io.filterfit.benchmarks.Machine;
import java.time.Instant;
import java.util.List;

/**
 * One subject, measured.
 *
 * @param peer Torch-Pruning's seconds at the same network in the same call, ascending; null where it has none or was not to be had
 * @param peerSetup versions of what the peer ran on; null without a peer
 */
record ScaleRecord(
        String name,
        String what,
        Instant time,
        Machine machine,
        Measurement own,
        List<Double> peer,
        String peerSetup) {}
