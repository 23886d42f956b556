package io.filterfit.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompressionSpecTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void fillsInWhatTheRequestLeavesOut() throws Exception {
        var spec = json.readValue(
                """
                {"dataset": "cifar10", "target": {"type": "flops-reduction", "value": 0.5}}
                """,
                CompressionSpec.class);

        assertThat(spec)
                .isEqualTo(new CompressionSpec(
                        "cifar10",
                        new Target.FlopsReduction(0.5),
                        Criterion.DistributionFitting.ofLiving(),
                        Scope.INNER,
                        1,
                        1,
                        1,
                        true,
                        TrainingSpec.FINE_TUNING,
                        1));
    }

    @Test
    void survivesARoundTripThroughJson() throws Exception {
        var spec = new CompressionSpec(
                "cifar10",
                new Target.ParameterReduction(0.4),
                new Criterion.DistributionFitting(Norm.L1, 0.1, true, 2),
                Scope.ALL,
                3,
                2,
                8,
                false,
                new TrainingSpec(2, 64, 0.1, 0.9, 5e-4, 0.5, false, 1_000),
                42);

        var written = json.writeValueAsString(spec);

        assertThat(json.readValue(written, CompressionSpec.class)).isEqualTo(spec);
        assertThat(written).contains("\"name\":\"distribution-fitting\"").contains("\"scope\":\"all\"");
    }

    @Test
    void optionsSurviveARoundTripThroughJson() throws Exception {
        var training = TrainingSpec.FINE_TUNING
                .with()
                .microBatches(4)
                .labelSmoothing(0.1)
                .distillation(new Distillation(0.7, 3))
                .mixup(new Mixup(0.4))
                .ema(new Ema(0.99))
                .earlyStop(new EarlyStop(3, 0.002))
                .build();
        var spec = new CompressionSpec(
                        "cifar10",
                        new Target.FilterRatio(0.4),
                        new Criterion.L1Norm(),
                        Scope.ALL,
                        3,
                        2,
                        8,
                        false,
                        training,
                        42)
                .with()
                .keepLayers(List.of("conv1", "stage1.*"))
                .softPruning(new SoftPruning(4, 0.03))
                .build();

        assertThat(json.readValue(json.writeValueAsString(spec), CompressionSpec.class))
                .isEqualTo(spec);
    }

    @Test
    void whatIsOffIsNotWritten() throws Exception {
        var written = json.writeValueAsString(TrainingSpec.FINE_TUNING);

        assertThat(written).doesNotContain("distillation", "mixup", "ema", "earlyStop", "null");
    }

    @Test
    void anOptionNeedsNoMoreThanItsName() throws Exception {
        var training = json.readValue(
                """
                {"distillation": {}, "mixup": {}, "ema": {}, "earlyStop": {}, "epochs": null}
                """,
                TrainingSpec.class);

        assertThat(training)
                .isEqualTo(TrainingSpec.FINE_TUNING
                        .with()
                        .distillation(Distillation.DEFAULT)
                        .mixup(Mixup.DEFAULT)
                        .ema(Ema.DEFAULT)
                        .earlyStop(EarlyStop.DEFAULT)
                        .build());
    }

    static Stream<Arguments> optionsOutOfRange() {
        return Stream.of(
                Arguments.of("{\"distillation\": {\"weight\": 1.5}}", "training.distillation.weight is 1.5"),
                Arguments.of("{\"distillation\": {\"temperature\": 0}}", "training.distillation.temperature is 0.0"),
                Arguments.of("{\"mixup\": {\"alpha\": -1}}", "training.mixup.alpha is -1.0"),
                Arguments.of("{\"ema\": {\"decay\": 1}}", "training.ema.decay is 1.0"),
                Arguments.of("{\"earlyStop\": {\"patience\": 0}}", "training.earlyStop.patience is 0"),
                Arguments.of("{\"labelSmoothing\": 1}", "training.labelSmoothing is 1.0"),
                Arguments.of("{\"batchSize\": 4, \"microBatches\": 5}", "training.microBatches is 5"));
    }

    @ParameterizedTest
    @MethodSource("optionsOutOfRange")
    void namesTheOptionThatIsOutOfRange(String text, String named) {
        assertThatThrownBy(() -> json.readValue(text, TrainingSpec.class))
                .hasRootCauseInstanceOf(CompressionException.class)
                .hasMessageContaining(named);
    }

    @Test
    void softPruningIsARoundOfItsOwnBeforeThoseThatCut() {
        var spec = new CompressionSpec(
                        "cifar10",
                        new Target.FlopsReduction(0.5),
                        new Criterion.L1Norm(),
                        Scope.ALL,
                        2,
                        1,
                        1,
                        true,
                        TrainingSpec.FINE_TUNING.with().ema(Ema.DEFAULT).build(),
                        1)
                .with()
                .softPruning(new SoftPruning(4, 0.03))
                .build();

        assertThat(spec.allRounds()).isEqualTo(3);
        assertThat(List.of(spec.cutsIn(1), spec.cutsIn(2), spec.cutsIn(3))).containsExactly(false, true, true);
        assertThat(List.of(spec.cutOf(1), spec.cutOf(2), spec.cutOf(3))).containsExactly(1, 1, 2);
        assertThat(List.of(spec.followsSoftPruning(1), spec.followsSoftPruning(2), spec.followsSoftPruning(3)))
                .containsExactly(false, true, false);
        assertThat(spec.with().softPruning(null).build().followsSoftPruning(1)).isFalse();
        assertThat(spec.trainingIn(1))
                .isEqualTo(TrainingSpec.FINE_TUNING
                        .with()
                        .epochs(4)
                        .learningRate(0.03)
                        .build());
        assertThat(spec.trainingIn(2)).isEqualTo(spec.training());
    }

    @Test
    void aTargetThatIsMeasuredNeedsNoMoreThanItsValue() throws Exception {
        assertThat(json.readValue("{\"type\": \"accuracy-drop\", \"value\": 0.01}", Target.class))
                .isEqualTo(new Target.AccuracyDrop(0.01, 8));
        assertThat(json.readValue("{\"type\": \"latency-reduction\", \"value\": 0.3}", Target.class))
                .isEqualTo(new Target.LatencyReduction(0.3, 64, 8, LatencyRuntime.NATIVE));
    }

    @Test
    void aTargetThatIsMeasuredSurvivesARoundTripThroughJson() throws Exception {
        for (Target target : List.of(
                new Target.AccuracyDrop(0.02, 5), new Target.LatencyReduction(0.4, 1, 6, LatencyRuntime.ONNXRUNTIME))) {
            assertThat(json.readValue(json.writeValueAsString(target), Target.class))
                    .isEqualTo(target);
        }
    }

    @Test
    void aTargetThatIsMeasuredIsMetByOneCut() {
        var spec = CompressionSpec.of("cifar10", Target.AccuracyDrop.of(0.01));

        assertThatThrownBy(() -> spec.with().rounds(2).build())
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("asks for rounds 1");
        assertThatThrownBy(() -> spec.with().softPruning(SoftPruning.DEFAULT).build())
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("no softPruning");
    }

    @Test
    void anAccuracyIsNoNumberOfPoints() {
        assertThatThrownBy(() -> Target.AccuracyDrop.of(1))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("0.01 for one point");
    }

    @Test
    void namesThePropertyThatIsOutOfRange() {
        assertThatThrownBy(() -> json.readValue(
                        """
                        {"dataset": "cifar10", "target": {"type": "flops-reduction", "value": 1.5}}
                        """,
                        CompressionSpec.class))
                .isInstanceOf(ValueInstantiationException.class)
                .hasRootCauseInstanceOf(CompressionException.class)
                .hasMessageContaining("target.value is 1.5");
    }

    @Test
    void namesTheCriteriaThereAreWhenOneIsUnknown() {
        assertThatThrownBy(() -> Criterion.named("entropy"))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("'entropy' is unknown")
                .hasMessageContaining("distribution-fitting, l1, l2, geometric-median, random");
    }
}
