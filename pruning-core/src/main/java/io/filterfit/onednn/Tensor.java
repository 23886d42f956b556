package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A descriptor and the memory that holds the elements, which may be shared with others. */
final class Tensor {

    private final Descriptor descriptor;
    private final dnnl_memory handle;

    /** Null where the memory is not of a pool. */
    private final Buffer buffer;

    /** Others of the same memory. */
    private final List<Tensor> views = new ArrayList<>();

    private Pointer data;

    private Tensor(Resources resources, Descriptor descriptor, Pointer data, Buffer buffer) {
        this.descriptor = descriptor;
        this.data = data;
        this.buffer = buffer;
        this.handle = new dnnl_memory();
        OneDnn.check(dnnl_memory_create(handle, descriptor.handle(), OneDnn.engine(), data), "tensor");
        resources.add(() -> dnnl_memory_destroy(handle));
    }

    static Tensor in(Resources resources, Descriptor descriptor, Buffer buffer) {
        return new Tensor(resources, descriptor, buffer.pointer(), buffer);
    }

    /** Over memory of somebody else. */
    static Tensor over(Resources resources, Descriptor descriptor, Pointer data) {
        return new Tensor(resources, descriptor, data, null);
    }

    /** The same memory, read in another way, also when it has moved. */
    Tensor as(Resources resources, Descriptor other) {
        Tensor view = new Tensor(resources, other, data, buffer);
        views.add(view);
        return view;
    }

    Descriptor descriptor() {
        return descriptor;
    }

    dnnl_memory handle() {
        return handle;
    }

    Buffer buffer() {
        return buffer;
    }

    /** One more that reads it. */
    Tensor hold() {
        if (buffer != null) {
            buffer.hold();
        }
        return this;
    }

    /** Whether somebody else reads it too, so that it must not be changed. */
    boolean isShared() {
        return buffer == null || buffer.isShared();
    }

    void moveTo(Pointer newData) {
        data = newData;
        OneDnn.check(dnnl_memory_set_data_handle(handle, newData), "address of a tensor");
        views.forEach(view -> view.moveTo(newData));
    }

    /** Of a float32 tensor without gaps. */
    void read(float[] values) {
        floats().get(values);
    }

    /** Into a float32 tensor without gaps. */
    void write(float[] values) {
        floats().put(values);
    }

    private FloatPointer floats() {
        return new FloatPointer(data);
    }
}
