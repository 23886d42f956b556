package io.filterfit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.spec.CompressionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void namesTraceAndSpan() {
        var trace = TraceContext.of(PARENT, null).orElseThrow();

        assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(trace.spanId()).isEqualTo("b7ad6b7169203331");
        assertThat(trace.state()).isEmpty();
    }

    @Test
    void ofAJobItIsAlwaysTheSame() {
        assertThat(TraceContext.of(new JobId("a")))
                .isEqualTo(TraceContext.of(new JobId("a")))
                .isNotEqualTo(TraceContext.of(new JobId("b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void whatIsNotValidBeginsATraceAnew(String parent) {
        assertThat(TraceContext.of(parent, "a=b")).isEmpty();
        assertThatThrownBy(() -> new TraceContext(parent, "a=b"))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("traceparent is '" + parent + "'");
    }
}
