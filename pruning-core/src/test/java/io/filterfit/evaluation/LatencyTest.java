package io.filterfit.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.dataset.BinaryFiles;
import io.filterfit.dataset.Datasets;
import io.filterfit.dataset.ImageSplit;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.spec.LatencyRuntime;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LatencyTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void aNetworkOfAFractionOfTheArithmeticTakesLessTime(LatencyRuntime runtime) {
        ImageSplit images = new Datasets(directory)
                .open(BinaryFiles.write(directory, 10).toString())
                .test();
        ComputationGraph large = new ResNet(20, Shortcut.PARAMETER_FREE)
                .build(ZooOptions.CIFAR10.withWidthFactor(2))
                .graph();
        ComputationGraph small = new ResNet(8, Shortcut.PARAMETER_FREE)
                .build(ZooOptions.CIFAR10.withWidthFactor(0.5))
                .graph();

        Latency latency = Latency.interleaved(large, small, images, 16, 7, runtime);

        assertThat(latency.batch()).isEqualTo(16); // of a split with 10 images
        assertThat(latency.pruned().median()).isPositive();
        assertThat(latency.original().median()).isGreaterThan(latency.pruned().median());
        assertThat(latency.original().p95())
                .isGreaterThanOrEqualTo(latency.original().median());
    }
}
