package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_data_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_weights_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_primitive_desc_create;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** The library's calls for one convolution of images of one size. Images have their channels innermost; weights lie as it likes. */
final class ConvolutionPrimitives {

    private final Resources resources;
    private final Descriptor source;
    private final Descriptor destination;
    private final Window window;
    private final long[] weightShape;
    private final boolean biased;

    ConvolutionPrimitives(Resources resources, Convolution convolution, boolean biased, Descriptor source) {
        this.resources = resources;
        this.source = source;
        this.window = convolution.window();
        this.weightShape = convolution.weightShape(source.size(1));
        this.biased = biased;
        this.destination = Descriptor.images(
                resources,
                source.type(),
                source.size(0),
                convolution.filters(),
                window.output(0, source.size(2)),
                window.output(1, source.size(3)));
    }

    Descriptor destination() {
        return destination;
    }

    PrimitiveDescriptor forward(int propagation, dnnl_post_ops postOps) {
        return create(
                "convolution",
                postOps,
                (descriptor, attributes, pointers) -> dnnl_convolution_forward_primitive_desc_create(
                        descriptor,
                        OneDnn.engine(),
                        propagation,
                        dnnl_convolution_direct,
                        source.handle(),
                        weights(source.type()),
                        bias(),
                        destination.handle(),
                        pointers.strides,
                        pointers.dilations,
                        pointers.before,
                        pointers.behind,
                        attributes));
    }

    PrimitiveDescriptor backwardWeights(PrimitiveDescriptor forward) {
        return create(
                "gradient of a convolution's weights",
                null,
                (descriptor, attributes, pointers) -> dnnl_convolution_backward_weights_primitive_desc_create(
                        descriptor,
                        OneDnn.engine(),
                        dnnl_convolution_direct,
                        source.handle(),
                        weights(DataType.FLOAT32),
                        bias(),
                        destination.handle(),
                        pointers.strides,
                        pointers.dilations,
                        pointers.before,
                        pointers.behind,
                        forward.handle(),
                        attributes));
    }

    PrimitiveDescriptor backwardData(PrimitiveDescriptor forward) {
        return create(
                "gradient of a convolution's input",
                null,
                (descriptor, attributes, pointers) -> dnnl_convolution_backward_data_primitive_desc_create(
                        descriptor,
                        OneDnn.engine(),
                        dnnl_convolution_direct,
                        source.handle(),
                        weights(source.type()),
                        destination.handle(),
                        pointers.strides,
                        pointers.dilations,
                        pointers.before,
                        pointers.behind,
                        forward.handle(),
                        attributes));
    }

    private dnnl_memory_desc weights(DataType type) {
        return Descriptor.any(resources, type, weightShape).handle();
    }

    private dnnl_memory_desc bias() {
        return biased
                ? Descriptor.any(resources, DataType.FLOAT32, weightShape[0]).handle()
                : null;
    }

    private interface WindowedCreation {
        int create(dnnl_primitive_desc descriptor, dnnl_primitive_attr attributes, WindowPointers pointers);
    }

    private PrimitiveDescriptor create(String what, dnnl_post_ops postOps, WindowedCreation creation) {
        try (WindowPointers pointers = new WindowPointers(window, source)) {
            return PrimitiveDescriptor.of(
                    resources,
                    what,
                    postOps,
                    (descriptor, attributes) -> creation.create(descriptor, attributes, pointers));
        }
    }
}
