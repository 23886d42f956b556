package io.filterfit.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AllocatorTest {

    @Test
    void pagesHaveToOutliveAStep() {
        assertThat(Allocator.keepsForSeconds("muzzy_decay_ms:-1,dirty_decay_ms:-1,thp:always"))
                .isTrue();
        assertThat(Allocator.keepsForSeconds("dirty_decay_ms:10000")).isTrue();
        assertThat(Allocator.keepsForSeconds("dirty_decay_ms:100")).isFalse();
        assertThat(Allocator.keepsForSeconds("dirty_decay_ms:0,muzzy_decay_ms:-1"))
                .isFalse();
        assertThat(Allocator.keepsForSeconds("thp:always")).isFalse();
        assertThat(Allocator.keepsForSeconds("")).isFalse();
    }

    @Test
    void whatProcessesAreStartedWithIsEnough() throws Exception {
        try (var settings = Allocator.class.getResourceAsStream("allocator.env")) {
            var text = new String(settings.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(text.lines().filter(line -> line.startsWith("MALLOC_CONF=")))
                    .hasSize(1)
                    .allMatch(Allocator::keepsForSeconds);
        }
    }
}
