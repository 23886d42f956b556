package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_clone;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_submemory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nhwc;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.LongPointer;

/**
 * Shape, type and layout of a tensor. Shapes are in the library's order of axes whatever the layout: [n, c, h, w] for images, [out, in,
 * h, w] for weights.
 */
final class Descriptor {

    private final Resources resources;
    private final dnnl_memory_desc handle;
    private final DataType type;
    private final long[] shape;

    private Descriptor(Resources resources, dnnl_memory_desc handle, DataType type, long[] shape) {
        this.resources = resources;
        this.handle = handle;
        this.type = type;
        this.shape = shape;
        resources.add(() -> dnnl_memory_desc_destroy(handle));
    }

    /** @param tag a {@code dnnl_format_tag_t} */
    static Descriptor of(Resources resources, DataType type, int tag, long... shape) {
        dnnl_memory_desc handle = new dnnl_memory_desc();
        try (LongPointer dimensions = new LongPointer(shape)) {
            OneDnn.check(
                    dnnl_memory_desc_create_with_tag(handle, shape.length, dimensions, type.code(), tag), "descriptor");
        }
        return new Descriptor(resources, handle, type, shape);
    }

    /** Images [n, c, h, w] with the channels innermost, as all images between operations lie. */
    static Descriptor images(Resources resources, DataType type, long... shape) {
        return of(resources, type, dnnl_nhwc, shape);
    }

    /** Whose layout the library shall choose. */
    static Descriptor any(Resources resources, DataType type, long... shape) {
        return of(resources, type, dnnl_format_tag_any, shape);
    }

    /** A copy of one that belongs to the library. */
    static Descriptor copyOf(Resources resources, dnnl_memory_desc original, DataType type, long... shape) {
        dnnl_memory_desc handle = new dnnl_memory_desc();
        OneDnn.check(dnnl_memory_desc_clone(handle, original), "copy of a descriptor");
        return new Descriptor(resources, handle, type, shape);
    }

    /** Some of the channels: where they lie among all. */
    Descriptor channels(long first, long count) {
        long[] part = shape.clone();
        part[1] = count;
        dnnl_memory_desc submemory = new dnnl_memory_desc();
        try (LongPointer dimensions = new LongPointer(part);
                LongPointer offsets = new LongPointer(0, first, 0, 0)) {
            OneDnn.check(dnnl_memory_desc_create_submemory(submemory, handle, dimensions, offsets), "part of a tensor");
        }
        return new Descriptor(resources, submemory, type, part);
    }

    dnnl_memory_desc handle() {
        return handle;
    }

    DataType type() {
        return type;
    }

    long[] shape() {
        return shape.clone();
    }

    long size(int axis) {
        return shape[axis];
    }

    int rank() {
        return shape.length;
    }

    /** Bytes that such a tensor takes, padding of blocks included. */
    long bytes() {
        return dnnl_memory_desc_get_size(handle);
    }

    boolean sameAs(Descriptor other) {
        return dnnl_memory_desc_equal(handle, other.handle) == 1;
    }
}
