package io.filterfit.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InputNormalisationTest {

    static Stream<Arguments> senseless() {
        return Stream.of(
                Arguments.of(List.of(0.5), List.of(0.5, 0.5), "one of each"),
                Arguments.of(List.of(), List.of(), "one of each"),
                Arguments.of(List.of(0.5), List.of(0.0), "above 0"),
                Arguments.of(List.of(Double.NaN), List.of(0.5), "normalisation.mean"),
                Arguments.of(null, List.of(0.5), "normalisation.mean"));
    }

    @ParameterizedTest
    @MethodSource("senseless")
    void refusesWhatIsNone(List<Double> mean, List<Double> std, String why) {
        assertThatThrownBy(() -> new InputNormalisation(mean, std))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining(why);
    }

    @Test
    void isPartOfARequest() throws Exception {
        var spec = new ObjectMapper()
                .readValue(
                        """
                        {"dataset": "cifar10", "target": {"type": "flops-reduction", "value": 0.5},
                         "normalisation": {"mean": [0.5], "std": [0.25]}}
                        """,
                        CompressionSpec.class);

        assertThat(spec.normalisation()).isEqualTo(new InputNormalisation(List.of(0.5), List.of(0.25)));
    }
}
