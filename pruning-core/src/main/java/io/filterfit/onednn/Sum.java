package io.filterfit.onednn;

import java.util.List;

/**
 * The sum of two or more values of one shape, and the activation behind it where there is one.
 *
 * @param activation applied to the sum, or null; its derivative must come from its output
 */
record Sum(ActivationFunction activation) implements Operation {

    Sum with(ActivationFunction applied) {
        return new Sum(applied);
    }

    @Override
    public Trained train(Workbench bench, ParameterArrays parameters, List<Value> inputs) {
        Tensor sum = infer(bench, parameters, inputs.stream().map(Value::tensor).toList());
        return new Training(new Value(sum, inputs.stream().anyMatch(Value::trainable)), inputs.size());
    }

    @Override
    public Tensor infer(Workbench bench, ParameterArrays parameters, List<Tensor> inputs) {
        Tensor first = inputs.get(0);
        // Where nobody else reads the first term, the sum takes its place.
        Tensor sum = first.isShared() ? bench.tensor(first.descriptor()) : first.hold();
        Tensor left = first;
        for (int i = 1; i < inputs.size(); i++) {
            bench.add(left, inputs.get(i), sum, i == inputs.size() - 1 ? activation : null);
            left = sum;
        }
        return sum;
    }

    /** The way back from one sum in one program. */
    private final class Training implements Trained {

        private final Value output;
        private final int terms;

        Training(Value output, int terms) {
            this.output = output;
            this.terms = terms;
        }

        @Override
        public Value output() {
            return output;
        }

        @Override
        public List<Tensor> kept() {
            return activation == null ? List.of() : List.of(output.tensor());
        }

        @Override
        public void backward(Workbench bench, Tensor gradient, InputGradients inputs) {
            Tensor shared = gradient.hold();
            if (activation != null) {
                shared = bench.tensor(gradient.descriptor());
                new Activation.Backward(activation, null, output).apply(bench, gradient, shared);
                bench.release(gradient);
            }
            for (int term = 0; term < terms; term++) {
                if (inputs.wanted(term)) {
                    inputs.give(term, shared.hold());
                }
            }
            bench.release(shared);
        }
    }
}
