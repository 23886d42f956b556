package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** What a primitive is to do, with the layouts and the implementation that the library chose. */
final class PrimitiveDescriptor {

    /** Calls one of the library's {@code ..._primitive_desc_create}. */
    @FunctionalInterface
    interface Creation {
        int create(dnnl_primitive_desc descriptor, dnnl_primitive_attr attributes);
    }

    private final Resources resources;
    private final dnnl_primitive_desc handle;

    private PrimitiveDescriptor(Resources resources, dnnl_primitive_desc handle) {
        this.resources = resources;
        this.handle = handle;
        resources.add(() -> dnnl_primitive_desc_destroy(handle));
    }

    static PrimitiveDescriptor of(Resources resources, String what, Creation creation) {
        return of(resources, what, null, creation);
    }

    /** @param postOps done on the result before it is written, or null; theirs is the caller's to destroy */
    static PrimitiveDescriptor of(Resources resources, String what, dnnl_post_ops postOps, Creation creation) {
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        OneDnn.check(dnnl_primitive_attr_create(attributes), "attributes");
        try {
            OneDnn.check(
                    dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user), "scratchpad mode");
            if (postOps != null) {
                OneDnn.check(dnnl_primitive_attr_set_post_ops(attributes, postOps), "post-ops");
            }
            dnnl_primitive_desc handle = new dnnl_primitive_desc();
            OneDnn.check(creation.create(handle, attributes), what);
            return new PrimitiveDescriptor(resources, handle);
        } finally {
            dnnl_primitive_attr_destroy(attributes);
        }
    }

    dnnl_primitive_desc handle() {
        return handle;
    }

    /**
     * The layout that the library chose for an argument.
     *
     * @param query a {@code dnnl_query_t}
     */
    Descriptor chosen(int query, DataType type, long... shape) {
        return Descriptor.copyOf(resources, queried(query), type, shape);
    }

    dnnl_memory_desc queried(int query) {
        return dnnl_primitive_desc_query_md(handle, query, 0);
    }

    /** The name of the library's implementation, for instance {@code jit:avx512_core}. */
    String implementation() {
        try (PointerPointer<BytePointer> result = new PointerPointer<>(1)) {
            OneDnn.check(dnnl_primitive_desc_query(handle, dnnl_query_impl_info_str, 0, result), "implementation");
            return result.get(BytePointer.class, 0).getString();
        }
    }
}
