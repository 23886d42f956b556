package io.filterfit.onednn;

/** Of what is computed between layers. */
public enum Precision {
    FLOAT32(DataType.FLOAT32),
    /** Half the memory and, on processors with AVX512-BF16 or AMX, faster convolutions, at 8 bits of mantissa. */
    BFLOAT16(DataType.BFLOAT16);

    private final DataType type;

    Precision(DataType type) {
        this.type = type;
    }

    DataType type() {
        return type;
    }
}
