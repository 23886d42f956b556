package io.filterfit.onednn;

import java.util.List;

/**
 * An image as one vector.
 *
 * @param tag order of the image's elements in it, a {@code dnnl_format_tag_t} without blocks
 */
record Flatten(int tag) implements Operation {

    @Override
    public Trained train(Workbench bench, ParameterArrays parameters, List<Value> inputs) {
        Value input = inputs.get(0);
        Tensor vector = infer(bench, parameters, List.of(input.tensor()));
        return new Training(tag, input.descriptor(), new Value(vector, input.trainable()));
    }

    @Override
    public Tensor infer(Workbench bench, ParameterArrays parameters, List<Tensor> inputs) {
        Tensor input = inputs.get(0);
        Descriptor plain = plain(bench, input.descriptor());
        Tensor ordered = bench.tensor(plain);
        bench.reorder(input, ordered);
        return ordered.as(bench.resources(), vector(bench, plain));
    }

    private Descriptor plain(Workbench bench, Descriptor image) {
        return Descriptor.of(bench.resources(), DataType.FLOAT32, tag, image.shape());
    }

    private static Descriptor vector(Workbench bench, Descriptor image) {
        return Descriptor.of(
                bench.resources(),
                DataType.FLOAT32,
                org.bytedeco.dnnl.global.dnnl.dnnl_ab,
                image.size(0),
                image.size(1) * image.size(2) * image.size(3));
    }

    /** The way back in one program. */
    private record Training(int tag, Descriptor image, Value output) implements Trained {

        @Override
        public List<Tensor> kept() {
            return List.of();
        }

        @Override
        public void backward(Workbench bench, Tensor gradient, InputGradients inputs) {
            if (inputs.wanted(0)) {
                Tensor plain = gradient.as(bench.resources(), new Flatten(tag).plain(bench, image));
                Tensor result = bench.tensor(image);
                bench.reorder(plain, result);
                inputs.give(0, result);
            }
        }
    }
}
