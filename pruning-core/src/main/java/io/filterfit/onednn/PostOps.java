package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_binary;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;

import org.bytedeco.dnnl.dnnl_post_ops;

/** What a primitive does to its result before it writes it. */
final class PostOps {

    private PostOps() {}

    /**
     * @param sum whether what the destination held is added
     * @param activation applied last, or null
     */
    static dnnl_post_ops of(Resources resources, boolean sum, ActivationFunction activation) {
        dnnl_post_ops handle = new dnnl_post_ops();
        OneDnn.check(dnnl_post_ops_create(handle), "post-ops");
        resources.add(() -> dnnl_post_ops_destroy(handle));
        if (sum) {
            OneDnn.check(dnnl_post_ops_append_sum(handle, 1, 0, dnnl_data_type_undef), "sum as post-op");
        }
        if (activation != null) {
            OneDnn.check(
                    dnnl_post_ops_append_eltwise(handle, activation.algorithm(), activation.alpha(), activation.beta()),
                    "activation as post-op");
        }
        return handle;
    }

    /** Adds one number for each channel, and then what the destination held. */
    static dnnl_post_ops addition(Resources resources, Descriptor perChannel) {
        dnnl_post_ops handle = new dnnl_post_ops();
        OneDnn.check(dnnl_post_ops_create(handle), "post-ops");
        resources.add(() -> dnnl_post_ops_destroy(handle));
        OneDnn.check(dnnl_post_ops_append_binary(handle, dnnl_binary_add, perChannel.handle()), "constants as post-op");
        OneDnn.check(dnnl_post_ops_append_sum(handle, 1, 0, dnnl_data_type_undef), "sum as post-op");
        return handle;
    }
}
