package io.filterfit.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.dataset.BinaryFiles;
import io.filterfit.dataset.Datasets;
import io.filterfit.dataset.ImageSplit;
import io.filterfit.evaluation.LayerSpeedUp.Cause;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.onednn.CompiledPasses;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedUpTest {

    private static final int VECTOR = 16;

    /** Half of the multiply-accumulates; 40 ms, then 30. */
    private static final List<LayerCost> BEFORE = List.of(
            convolution("stem", 16, 100), convolution("conv1", 16, 450), convolution("conv2", 32, 450), pool(32));

    private static final List<LayerCost> AFTER = List.of(
            pool(32), convolution("conv2", 32, 150), convolution("conv1", 9, 250), convolution("stem", 16, 100));

    private static final LayerTimes TIMES = new LayerTimes(
            Map.of("stem", 10.0, "conv1", 14.0, "conv2", 14.0, "pool", 2.0),
            Map.of("pool", 2.0, "conv2", 4.0, "conv1", 14.0, "stem", 10.0));

    private static final SpeedUp SPEED_UP = SpeedUp.of(BEFORE, AFTER, TIMES, latency(40, 30), VECTOR);

    @Test
    void isKeptByTheRatioOfTheTimesOverThatOfTheFlops() {
        assertThat(SPEED_UP.flopsRatio()).isEqualTo(2);
        assertThat(SPEED_UP.timeRatio()).isCloseTo(4.0 / 3, within(1e-12));
        assertThat(SPEED_UP.shareKept()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void isEnoughFromThreeQuartersOn() {
        assertThat(SPEED_UP.enough()).isFalse();
        assertThat(SpeedUp.of(BEFORE, AFTER, TIMES, latency(30, 20), VECTOR).enough())
                .isTrue();
    }

    @Test
    void bringsTogetherLayersOfTheSameName() {
        LayerSpeedUp layer = layer("conv1");

        assertThat(layer.filtersBefore()).isEqualTo(16);
        assertThat(layer.filtersAfter()).isEqualTo(9);
        assertThat(layer.flopsRatio()).isCloseTo(1.8, within(1e-12));
        assertThat(layer.timeRatio()).isEqualTo(1);
    }

    @Test
    void theLayersLoseTogetherWhatTheNetworkDoes() {
        double lost = SPEED_UP.layers().stream().mapToDouble(LayerSpeedUp::lost).sum();

        assertThat(lost).isCloseTo(30 - 40 / 2.0, within(1e-9));
    }

    @Test
    void namesThoseThatLoseMostFirst() {
        // At 0.04 ms a multiply-accumulate: conv1 14 - 10 - (14 - 18) / 2, stem 10 - 4 - (10 - 4) / 2, pool 2 - 2 / 2.
        assertThat(SPEED_UP.losers()).extracting(LayerSpeedUp::layer).containsExactly("conv1", "stem", "pool");
        assertThat(SPEED_UP.shareOfLoss(layer("conv1"))).isCloseTo(0.6, within(1e-9));
        assertThat(SPEED_UP.shareOfLoss(layer("conv2"))).isZero();
    }

    @Test
    void aLayerThatIsAsFastAsTheNetworkLosesNothingHoweverLittleOfItIsCut() {
        List<LayerCost> before = List.of(convolution("kept", 16, 500), convolution("cut", 16, 500));
        List<LayerCost> after = List.of(convolution("kept", 16, 500), convolution("cut", 4, 125));
        LayerTimes times = new LayerTimes(Map.of("kept", 5.0, "cut", 5.0), Map.of("kept", 5.0, "cut", 1.25));

        assertThat(SpeedUp.of(before, after, times, latency(10, 6.25), VECTOR).layers())
                .allSatisfy(layer -> assertThat(layer.lost()).isCloseTo(0, within(1e-9)));
    }

    @Test
    void saysWhatTheyLoseItBy() {
        assertThat(SPEED_UP.losers())
                .extracting(LayerSpeedUp::cause)
                .containsExactly(Cause.PARTLY_FILLED_VECTORS, Cause.UNCUT, Cause.MEMORY);
        assertThat(layer("conv2").cause()).isNull();
    }

    @Test
    void fullVectorsAreNoCause() {
        SpeedUp narrow = SpeedUp.of(
                List.of(convolution("a", 16, 500), convolution("b", 16, 500)),
                List.of(convolution("a", 8, 250), convolution("b", 8, 250)),
                new LayerTimes(Map.of("a", 5.0, "b", 5.0), Map.of("a", 5.0, "b", 2.0)),
                latency(10, 7),
                8);

        assertThat(narrow.losers()).extracting(LayerSpeedUp::layer).containsExactly("a");
        assertThat(narrow.losers().get(0).cause()).isNull();
    }

    @Test
    void aLayerThatOnlyOneNetworkHasTookNoTimeInTheOther() {
        LayerTimes times = new LayerTimes(
                Map.of("stem", 10.0, "conv1", 14.0, "conv2", 14.0),
                Map.of("input", 1.0, "conv2", 4.0, "conv1", 14.0, "stem", 10.0));

        SpeedUp speedUp = SpeedUp.of(BEFORE, AFTER, times, latency(40, 30), VECTOR);

        assertThat(speedUp.layers())
                .filteredOn(layer -> layer.layer().equals("input"))
                .singleElement()
                .satisfies(layer -> {
                    assertThat(layer.millisecondsBefore()).isZero();
                    assertThat(layer.millisecondsAfter()).isEqualTo(1);
                    assertThat(layer.cause()).isEqualTo(Cause.MEMORY);
                });
    }

    @Test
    void measuresTheLayersOfRealNetworks(@TempDir Path directory) {
        ComputationGraph wide = resNet(1);
        ComputationGraph narrow = resNet(0.5);

        SpeedUp speedUp = measure(wide, narrow, directory);

        assertThat(speedUp.obstacle()).isNull();
        assertThat(speedUp.layers())
                .extracting(LayerSpeedUp::layer)
                .contains("stem.conv", "stage3.block1.conv2", "pool", "classifier")
                .doesNotContain("stem.bn", "stage1.block1.relu1");
        assertThat(speedUp.layers()).allSatisfy(layer -> {
            assertThat(layer.millisecondsBefore()).isPositive();
            assertThat(layer.millisecondsAfter()).isPositive();
        });
        assertThat(speedUp.layers().stream().mapToLong(LayerSpeedUp::macsAfter).sum())
                .isEqualTo(NetworkCost.of(narrow).macs());
    }

    @Test
    void saysWhyLayersCannotBeMeasured(@TempDir Path directory) {
        System.setProperty(CompiledPasses.ENABLED, "false");
        try {
            SpeedUp speedUp = measure(resNet(0.5), resNet(0.25), directory);

            assertThat(speedUp.layers()).isEmpty();
            assertThat(speedUp.obstacle()).contains("switched off");
            assertThat(speedUp.shareKept()).isPositive();
        } finally {
            System.clearProperty(CompiledPasses.ENABLED);
        }
    }

    private static SpeedUp measure(ComputationGraph original, ComputationGraph pruned, Path directory) {
        ImageSplit images = new Datasets(directory)
                .open(BinaryFiles.write(directory, 4).toString())
                .test();
        return SpeedUp.measure(original, pruned, images, new Latency(4, 3, 2, at(2), at(1)));
    }

    private static ComputationGraph resNet(double widthFactor) {
        return new ResNet(8, Shortcut.PARAMETER_FREE)
                .build(ZooOptions.CIFAR10.withWidthFactor(widthFactor))
                .graph();
    }

    private static LayerSpeedUp layer(String name) {
        return SPEED_UP.layers().stream()
                .filter(layer -> layer.layer().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static LayerCost convolution(String name, long filters, long macs) {
        return new LayerCost(name, "ConvolutionLayer", List.of(filters, 8L, 8L), 0, macs, true);
    }

    private static LayerCost pool(long channels) {
        return new LayerCost("pool", "GlobalPoolingLayer", List.of(channels), 0, 0, false);
    }

    private static Latency latency(double before, double after) {
        return new Latency(64, 20, 2, at(before), at(after));
    }

    private static Latency.Percentiles at(double milliseconds) {
        return new Latency.Percentiles(milliseconds, milliseconds);
    }
}
