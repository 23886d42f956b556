package io.filterfit.benchmarks.channels;

import io.filterfit.benchmarks.Machine;
import io.filterfit.dataset.ImageSplit;
import io.filterfit.evaluation.Latency;
import io.filterfit.evaluation.SpeedUp;
import io.filterfit.model.Network;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.surgery.Pruner;
import java.time.Instant;
import java.util.Optional;

/** Cuts an untrained network, which takes the time that a trained one does, and measures it. */
final class ChannelRun {

    private static final int BATCH = 64;

    private final ImageSplit images;
    private final int passes;

    ChannelRun(ImageSplit images, int passes) {
        this.images = images;
        this.passes = passes;
    }

    ChannelRecord of(ChannelCell cell) {
        Network original = Zoo.build(cell.architecture(), ZooOptions.CIFAR10);
        try {
            Network pruned =
                    Pruner.prune(original, spec(cell), Optional.empty()).network();
            Latency latency = Latency.interleaved(original.graph(), pruned.graph(), images, BATCH, passes);
            SpeedUp speedUp = SpeedUp.measure(original.graph(), pruned.graph(), images, latency);
            return record(cell, latency, speedUp, null);
        } catch (CompressionException failure) {
            if (failure.reason() != FailureReason.TARGET_IMPOSSIBLE) {
                throw failure;
            }
            return record(cell, null, null, failure.getMessage());
        }
    }

    private static ChannelRecord record(ChannelCell cell, Latency latency, SpeedUp speedUp, String impossible) {
        String arithmetic = NativeRuntime.start().summary();
        return new ChannelRecord(
                cell, Instant.now(), cell.command(), Machine.current(), arithmetic, latency, speedUp, impossible);
    }

    private static CompressionSpec spec(ChannelCell cell) {
        return new CompressionSpec(
                "noise",
                new Target.FlopsReduction(cell.flopsReduction()),
                new Criterion.L2Norm(),
                cell.scope(),
                1,
                1,
                cell.channelMultiple(),
                false,
                TrainingSpec.FINE_TUNING,
                1);
    }
}
