package io.filterfit.benchmarks.channels;

import io.filterfit.benchmarks.Machine;
import io.filterfit.evaluation.Latency;
import io.filterfit.evaluation.SpeedUp;
import java.time.Instant;

/**
 * What became of a cell.
 *
 * @param arithmetic what it ran on, in one line
 * @param latency null where the cut is impossible
 * @param speedUp null where the cut is impossible
 * @param impossible why; null where it was cut
 */
record ChannelRecord(
        ChannelCell cell,
        Instant time,
        String command,
        Machine machine,
        String arithmetic,
        Latency latency,
        SpeedUp speedUp,
        String impossible) {}
