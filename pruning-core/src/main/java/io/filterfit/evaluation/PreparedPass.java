package io.filterfit.evaluation;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.spec.LatencyRuntime;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A network and a batch of images that lie ready for it, so that nothing but the pass is timed. For one thread at a time. */
interface PreparedPass extends AutoCloseable {

    /** One pass; what comes out is thrown away. */
    void run();

    @Override
    void close();

    static PreparedPass of(ComputationGraph network, ImageSplit batch, LatencyRuntime runtime) {
        return switch (runtime) {
            case NATIVE -> new NativePass(network, batch);
            case ONNXRUNTIME -> new OnnxRuntimePass(network, batch);
        };
    }
}
