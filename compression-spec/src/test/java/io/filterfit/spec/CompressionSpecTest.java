package io.filterfit.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import org.junit.jupiter.api.Test;

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
                        Criterion.DistributionFitting.plain(),
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
