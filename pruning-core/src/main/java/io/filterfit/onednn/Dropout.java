package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_ab;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nchw;

import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inverted dropout (Srivastava et al., 2014). What it drops is a function of ND4J's random state, as with Deeplearning4j's own.
 *
 * @param retain probability of an element to stay, in (0, 1]
 */
record Dropout(double retain) implements Operation {

    @Override
    public Trained train(Workbench bench, ParameterArrays parameters, List<Value> inputs) {
        Value input = inputs.get(0);
        Descriptor descriptor = input.descriptor();
        Descriptor plain = Descriptor.of(
                bench.resources(), DataType.FLOAT32, descriptor.rank() == 2 ? dnnl_ab : dnnl_nchw, descriptor.shape());
        Tensor drawn = bench.tensor(plain);
        float[] factors = new float[(int) (plain.bytes() / Float.BYTES)];
        bench.record(() -> {
            draw(factors);
            drawn.write(factors);
        });
        Tensor mask = bench.reordered(drawn, descriptor);
        if (mask != drawn) {
            bench.release(drawn);
        }
        Tensor output = bench.tensor(descriptor);
        bench.multiply(input.tensor(), mask, output);
        return new Training(mask, new Value(output, input.trainable()));
    }

    @Override
    public Tensor infer(Workbench bench, ParameterArrays parameters, List<Tensor> inputs) {
        throw new IllegalStateException("there is no dropout in inference");
    }

    private void draw(float[] factors) {
        SplittableRandom random = new SplittableRandom(Nd4j.getRandom().nextLong());
        float scale = (float) (1 / retain);
        for (int i = 0; i < factors.length; i++) {
            factors[i] = random.nextDouble() < retain ? scale : 0;
        }
    }

    /** The way back in one program. */
    private record Training(Tensor mask, Value output) implements Trained {

        @Override
        public List<Tensor> kept() {
            return List.of(mask);
        }

        @Override
        public void backward(Workbench bench, Tensor gradient, InputGradients inputs) {
            if (inputs.wanted(0)) {
                Tensor result = bench.tensor(gradient.descriptor());
                bench.multiply(gradient, mask, result);
                inputs.give(0, result);
            }
        }
    }
}
