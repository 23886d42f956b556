package io.filterfit.nd4j;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What computes. */
public enum Device {
    /** A GPU where one can be used, else the CPU. */
    AUTO,
    CPU,
    /** NVIDIA GPUs. */
    CUDA;

    /** The name in configuration, options and reports, for instance {@code cuda}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
