package io.filterfit.evaluation;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.dataset.NetworkInput;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The pass that evaluations make. */
final class NativePass implements PreparedPass {

    private final ForwardPass pass;
    private final INDArray features;

    NativePass(ComputationGraph network, ImageSplit batch) {
        pass = ForwardPass.of(network);
        features = batch.features(0, batch.size(), NetworkInput.of(network).layout());
    }

    @Override
    public void run() {
        pass.logits(features);
    }

    @Override
    public void close() {
        features.close();
        pass.close();
    }
}
