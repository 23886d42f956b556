package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;

/**
 * Where a program is compiled: gives out tensors and records what is to be done, in the order in which it will be done. Nothing
 * runs meanwhile, so memory that is released here is free for whatever is recorded later.
 */
final class Workbench {

    /** The library's {@code DNNL_ARG_ATTR_MULTIPLE_POST_OP(0)}: of the first post-op. */
    private static final int OF_FIRST_POST_OP = DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;

    private final Resources resources;
    private final BufferPool pool;
    private final DataType activations;
    private final List<Tensor> scratchpads = new ArrayList<>();
    private final List<Step> setUp = new ArrayList<>();
    private List<Step> steps;
    private String layer = "";
    private long scratchpadBytes;

    /** @param activations type of what is computed between layers */
    Workbench(Resources resources, DataType activations) {
        this.resources = resources;
        this.pool = new BufferPool(resources);
        this.activations = activations;
    }

    Resources resources() {
        return resources;
    }

    DataType activations() {
        return activations;
    }

    /** From now on steps go there. */
    void recordTo(List<Step> list) {
        steps = list;
    }

    /** From now on steps are this layer's. */
    void workOn(String name) {
        layer = name;
    }

    void record(Runnable action) {
        steps.add(new Step(layer, action));
    }

    Tensor tensor(Descriptor descriptor) {
        return Tensor.in(resources, descriptor, pool.acquire(descriptor.bytes()));
    }

    void release(Tensor tensor) {
        if (tensor.buffer() != null) {
            pool.release(tensor.buffer());
        }
    }

    long allocated() {
        return pool.allocated() + scratchpadBytes;
    }

    void primitive(PrimitiveDescriptor descriptor, Arguments arguments) {
        dnnl_primitive primitive = new dnnl_primitive();
        OneDnn.check(dnnl_primitive_create(primitive, descriptor.handle()), "primitive");
        resources.add(() -> dnnl_primitive_destroy(primitive));
        var scratchpad = descriptor.queried(dnnl_query_scratchpad_md);
        long bytes = dnnl_memory_desc_get_size(scratchpad);
        if (bytes > 0) {
            Tensor tensor =
                    Tensor.over(resources, Descriptor.copyOf(resources, scratchpad, DataType.BYTE, bytes), null);
            scratchpads.add(tensor);
            scratchpadBytes = Math.max(scratchpadBytes, bytes);
            arguments.and(DNNL_ARG_SCRATCHPAD, tensor);
        }
        List<Arguments.Argument> all = List.copyOf(arguments.all());
        dnnl_exec_arg_t array = new dnnl_exec_arg_t(all.size());
        for (int i = 0; i < all.size(); i++) {
            array.getPointer(i)
                    .arg(all.get(i).number())
                    .memory(all.get(i).tensor().handle());
        }
        resources.add(array::close);
        int count = all.size();
        record(() -> OneDnn.check(dnnl_primitive_execute(primitive, OneDnn.stream(), count, array), "execution"));
    }

    /** Memory that lasts as long as the program, for what is not computed anew each time. */
    Tensor lasting(Descriptor descriptor) {
        Buffer buffer = Buffer.allocate(resources, descriptor.bytes());
        return Tensor.over(resources, descriptor, buffer.pointer());
    }

    /** Constants in the layout that is wanted; {@code values} lie as {@code tag} says. */
    Tensor constant(float[] values, int tag, Descriptor wanted) {
        Tensor plain = lasting(Descriptor.of(resources, DataType.FLOAT32, tag, wanted.shape()));
        plain.write(values);
        if (plain.descriptor().sameAs(wanted)) {
            return plain;
        }
        Tensor laidOut = lasting(wanted);
        List<Step> running = steps;
        steps = setUp;
        reorder(plain, laidOut);
        steps = running;
        return laidOut;
    }

    /** Images in the layout and type that operations take them in: themselves, or a copy that is made each time. */
    Tensor asActivations(Tensor images) {
        return reordered(
                images,
                Descriptor.images(resources, activations, images.descriptor().shape()));
    }

    /** The tensor in that layout: itself, or a copy that is made each time. */
    Tensor reordered(Tensor tensor, Descriptor wanted) {
        if (tensor.descriptor().sameAs(wanted)) {
            return tensor;
        }
        Tensor copy = tensor(wanted);
        reorder(tensor, copy);
        return copy;
    }

    void reorder(Tensor from, Tensor to) {
        primitive(
                PrimitiveDescriptor.of(
                        resources,
                        "reorder",
                        (descriptor, attributes) -> dnnl_reorder_primitive_desc_create(
                                descriptor,
                                from.descriptor().handle(),
                                OneDnn.engine(),
                                to.descriptor().handle(),
                                OneDnn.engine(),
                                attributes)),
                Arguments.of(DNNL_ARG_FROM, from).and(DNNL_ARG_TO, to));
    }

    /**
     * {@code sum = activation(left + right)}; {@code sum} may be either of them.
     *
     * @param activation null for none
     */
    void add(Tensor left, Tensor right, Tensor sum, ActivationFunction activation) {
        combine("sum", dnnl_binary_add, left, right, sum, activation);
    }

    /** {@code product = left * right}, element by element; {@code product} may be either of them. */
    void multiply(Tensor left, Tensor right, Tensor product) {
        combine("product", dnnl_binary_mul, left, right, product, null);
    }

    /**
     * {@code sum += source * factors + constants}.
     *
     * @param factors one for each channel
     * @param constants one for each channel
     */
    void addScaled(Tensor source, Tensor factors, Tensor constants, Tensor sum) {
        Descriptor row = constants.descriptor();
        primitive(
                PrimitiveDescriptor.of(
                        resources,
                        "scaled sum",
                        PostOps.addition(resources, row),
                        (descriptor, attributes) -> dnnl_binary_primitive_desc_create(
                                descriptor,
                                OneDnn.engine(),
                                dnnl_binary_mul,
                                source.descriptor().handle(),
                                factors.descriptor().handle(),
                                sum.descriptor().handle(),
                                attributes)),
                Arguments.of(DNNL_ARG_SRC_0, source)
                        .and(DNNL_ARG_SRC_1, factors)
                        .and(OF_FIRST_POST_OP | DNNL_ARG_SRC_1, constants)
                        .and(DNNL_ARG_DST, sum));
    }

    private void combine(
            String what, int algorithm, Tensor left, Tensor right, Tensor result, ActivationFunction activation) {
        primitive(
                PrimitiveDescriptor.of(
                        resources,
                        what,
                        PostOps.of(resources, false, activation),
                        (descriptor, attributes) -> dnnl_binary_primitive_desc_create(
                                descriptor,
                                OneDnn.engine(),
                                algorithm,
                                left.descriptor().handle(),
                                right.descriptor().handle(),
                                result.descriptor().handle(),
                                attributes)),
                Arguments.of(DNNL_ARG_SRC_0, left).and(DNNL_ARG_SRC_1, right).and(DNNL_ARG_DST, result));
    }

    /**
     * To be called when all is recorded. Constants are laid out now, and primitives get the memory that they need while they run: one
     * after another, so it is the same for all.
     */
    void finish() {
        if (scratchpadBytes > 0) {
            Buffer shared = Buffer.allocate(resources, scratchpadBytes);
            scratchpads.forEach(tensor -> tensor.moveTo(shared.pointer()));
        }
        setUp.forEach(Step::run);
    }
}
