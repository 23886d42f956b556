package io.filterfit.model.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ActivationsTest {

    private static final double STEP = 1e-6;

    @ParameterizedTest
    @MethodSource("functions")
    void computesItsDefinition(IActivation function, DoubleUnaryOperator definition) {
        INDArray activated = function.getActivation(values(), true);

        for (int i = 0; i < activated.length(); i++) {
            assertThat(activated.getDouble(i))
                    .isCloseTo(definition.applyAsDouble(values().getDouble(i)), offset(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void gradientsMatchFiniteDifferences(IActivation function, DoubleUnaryOperator definition) {
        INDArray epsilon = values().mul(0.3).add(1);

        INDArray gradient = function.backprop(values(), epsilon.dup()).getFirst();

        for (int i = 0; i < gradient.length(); i++) {
            double x = values().getDouble(i);
            double slope = (definition.applyAsDouble(x + STEP) - definition.applyAsDouble(x - STEP)) / (2 * STEP);
            assertThat(gradient.getDouble(i)).isCloseTo(slope * epsilon.getDouble(i), offset(1e-8));
        }
    }

    @Test
    void refusesAnEmptyClip() {
        assertThatThrownBy(() -> new Clip(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesABoundThatIsNoNumber() {
        assertThatThrownBy(() -> new Clip(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnInfiniteSlope() {
        assertThatThrownBy(() -> new HardSigmoid(Double.POSITIVE_INFINITY, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Stream<Arguments> functions() {
        return Stream.of(
                function(new Clip(0, 6), x -> Math.min(Math.max(x, 0), 6)),
                function(new Clip(Double.NEGATIVE_INFINITY, 1), x -> Math.min(x, 1)),
                function(new HardSigmoid(0.2, 0.4), x -> Math.min(Math.max(0.2 * x + 0.4, 0), 1)),
                function(new HardSwish(), x -> x * Math.min(Math.max(x / 6 + 0.5, 0), 1)));
    }

    private static Arguments function(IActivation function, DoubleUnaryOperator definition) {
        return Arguments.of(function, definition);
    }

    /** From -8.1 to 8.1, none of them where a derivative jumps. */
    private static INDArray values() {
        return Nd4j.arange(-40, 41).castTo(DataType.DOUBLE).mul(0.203).add(0.01).reshape(9, 9);
    }
}
