package io.filterfit.evaluation;

import io.filterfit.dataset.NetworkInput;
import io.filterfit.onednn.CompiledPasses;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network with the weights that it has now, ready to look at images. For one thread at a time. */
public interface ForwardPass extends AutoCloseable {

    /**
     * @param features a batch in the network's layout, in row-major order
     * @return the logits [image][class], row after row, but for a constant of each image, which no softmax notices
     */
    float[] logits(INDArray features);

    @Override
    void close();

    /** The fastest one for a network: compiled, with batch norms folded, where that is possible. */
    static ForwardPass of(ComputationGraph network) {
        return CompiledPasses.obstacle(network).isEmpty()
                ? new CompiledForwardPass(network, NetworkInput.of(network).layout())
                : new Deeplearning4jForwardPass(network);
    }
}
