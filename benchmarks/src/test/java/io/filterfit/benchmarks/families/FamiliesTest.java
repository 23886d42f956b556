package io.filterfit.benchmarks.families;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family, from ONNX to an ONNX file of half the arithmetic. */
class FamiliesTest {

    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path directory;

    static List<Family> families() {
        return Family.ALL;
    }

    @ParameterizedTest
    @MethodSource("families")
    void comes_back_as_onnx_with_half_the_arithmetic_and_computes_what_it_should(Family family) throws Exception {
        // When
        FamilyRecord record = new FamilyRun(directory).of(family, 0.5);

        // Then
        assertThat(record.imported()).as("imported, against ONNX Runtime").isLessThanOrEqualTo(TOLERANCE);
        assertThat(record.before().flopsReduction(record.after())).isGreaterThanOrEqualTo(0.5);
        assertThat(record.equivalence()).as("cut, against masked").isLessThanOrEqualTo(TOLERANCE);
        assertThat(record.exported())
                .as("ONNX Runtime, against the network that was exported")
                .isLessThanOrEqualTo(TOLERANCE);
        assertThat(record.spread()).as("differences between images").isGreaterThan(100 * TOLERANCE);
    }
}
