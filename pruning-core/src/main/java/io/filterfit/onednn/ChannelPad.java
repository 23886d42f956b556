package io.filterfit.onednn;

import java.util.List;

/**
 * Channels of zeros before and after those of the input.
 *
 * @param before channels
 * @param after channels
 */
record ChannelPad(int before, int after) implements Operation {

    @Override
    public Trained train(Workbench bench, ParameterArrays parameters, List<Value> inputs) {
        Value input = inputs.get(0);
        Tensor output = infer(bench, parameters, List.of(input.tensor()));
        return new Training(before, input.descriptor(), new Value(output, input.trainable()));
    }

    @Override
    public Tensor infer(Workbench bench, ParameterArrays parameters, List<Tensor> inputs) {
        Descriptor input = inputs.get(0).descriptor();
        // New memory is zero, and nobody else writes to this.
        Tensor output = bench.lasting(Descriptor.images(
                bench.resources(),
                input.type(),
                input.size(0),
                before + input.size(1) + after,
                input.size(2),
                input.size(3)));
        bench.reorder(inputs.get(0), inner(bench, output, input));
        return output;
    }

    private Tensor inner(Workbench bench, Tensor padded, Descriptor input) {
        return padded.as(bench.resources(), padded.descriptor().channels(before, input.size(1)));
    }

    /** The way back in one program. */
    private record Training(int before, Descriptor input, Value output) implements Trained {

        @Override
        public List<Tensor> kept() {
            return List.of();
        }

        @Override
        public void backward(Workbench bench, Tensor gradient, InputGradients inputs) {
            if (inputs.wanted(0)) {
                Tensor result = bench.tensor(input);
                bench.reorder(new ChannelPad(before, 0).inner(bench, gradient, input), result);
                inputs.give(0, result);
            }
        }
    }
}
