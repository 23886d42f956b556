package io.filterfit.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeFactsTest {

    @Test
    void gpusAreCountedByName() {
        Gpu gpu = new Gpu("NVIDIA A100", "8.0", 40L << 30);
        RuntimeFacts facts = new RuntimeFacts(
                Device.CUDA, Collections.nCopies(2, gpu), "1.0.0-M2.1", false, "", 8, "glibc", true, List.of());

        assertThat(facts.summary()).isEqualTo("ND4J cuda, 2 x NVIDIA A100");
    }
}
