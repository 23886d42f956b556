package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_u8;

/** What a tensor's elements are. */
enum DataType {
    FLOAT32(dnnl_f32),
    BFLOAT16(dnnl_bf16),
    BYTE(dnnl_u8);

    private final int code;

    DataType(int code) {
        this.code = code;
    }

    /** The {@code dnnl_data_type_t}. */
    int code() {
        return code;
    }
}
