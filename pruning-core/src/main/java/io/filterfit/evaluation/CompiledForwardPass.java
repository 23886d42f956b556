package io.filterfit.evaluation;

import io.filterfit.onednn.CompiledPasses;
import io.filterfit.onednn.InferenceProgram;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A pass that was compiled to oneDNN, one program for each size of batch. */
final class CompiledForwardPass implements ForwardPass {

    private final ComputationGraph network;
    private final CNN2DFormat layout;
    private final Map<Long, InferenceProgram> programs = new HashMap<>();

    CompiledForwardPass(ComputationGraph network, CNN2DFormat layout) {
        this.network = network;
        this.layout = layout;
    }

    @Override
    public float[] logits(INDArray features) {
        return programs.computeIfAbsent(
                        features.size(0),
                        size -> new InferenceProgram(network, features.shape(), layout, CompiledPasses.precision()))
                .run(features)
                .clone();
    }

    @Override
    public void close() {
        programs.values().forEach(InferenceProgram::close);
        programs.clear();
    }
}
