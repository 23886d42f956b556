package io.filterfit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.spec.CompressionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobIdTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "-a", "_a", "a/b", "a.b", "..", "a b", "a\n", "é", "a\0", "a%2fb"})
    void refusesWhatIsNotSafeInKeysAndFileNames(String value) {
        assertThatThrownBy(() -> new JobId(value)).isInstanceOf(CompressionException.class);
    }

    @Test
    void has64CharactersAtMost() {
        assertThat(new JobId("a".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new JobId("a".repeat(65))).hasMessageContaining("1 to 64");
    }

    @Test
    void aRandomIdIsUsable() {
        assertThat(JobId.random()).isNotEqualTo(JobId.random());
    }
}
