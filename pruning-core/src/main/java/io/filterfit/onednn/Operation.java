package io.filterfit.onednn;

import java.util.List;

/** What a node does to the values it reads. */
interface Operation {

    /** Records the pass that training needs, and says how to go back. */
    Trained train(Workbench bench, ParameterArrays parameters, List<Value> inputs);

    /** Records the pass that inference needs. */
    Tensor infer(Workbench bench, ParameterArrays parameters, List<Tensor> inputs);

    /** A pass forward that can be gone back. */
    interface Trained {

        Value output();

        /**
         * Tensors of the pass forward that {@link #backward} reads: inputs, the output, and others, whose only hold goes over to the
         * caller.
         */
        List<Tensor> kept();

        /**
         * Records the pass back.
         *
         * @param gradient of the loss by the output, in the output's layout; the caller's to release
         * @param inputs takes the gradients of the inputs, by position
         */
        void backward(Workbench bench, Tensor gradient, InputGradients inputs);
    }

    /** Takes the gradients of a node's inputs. */
    interface InputGradients {

        /** Whether anybody wants it. */
        boolean wanted(int input);

        /** @param gradient one hold on it goes over to the taker */
        void give(int input, Tensor gradient);
    }
}
