package io.filterfit.model.onnx;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;

/** BatchNormalization at inference: scale, shift, mean and variance [c]. */
final class BatchNorm implements Operator {

    private static final List<String> KEYS = List.of(
            BatchNormalizationParamInitializer.GAMMA,
            BatchNormalizationParamInitializer.BETA,
            BatchNormalizationParamInitializer.GLOBAL_MEAN,
            BatchNormalizationParamInitializer.GLOBAL_VAR);

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        node.require(node.whole("training_mode", 0) == 0, "normalises by the batch; export the model for inference");
        return List.of(graph.shape(node.input(0)));
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        Place input = assembly.input(node, 0);
        Place normalised = input.isImage() ? input : assembly.vector(node.name(), input);
        BatchNormalization layer = new BatchNormalization.Builder()
                .eps(node.real("epsilon", 1e-5f))
                .decay(node.real("momentum", 0.9f))
                .useLogStd(false)
                .nIn(normalised.channels())
                .nOut(normalised.channels())
                .build();
        Place output = assembly.layer(node.name(), layer, normalised);
        for (int i = 0; i < KEYS.size(); i++) {
            Tensor values = assembly.constant(node, 1 + i, "statistics");
            node.require(
                    values.length() == normalised.channels(),
                    "has statistics of " + values.length() + " channels, and its input has " + normalised.channels());
            assembly.parameter(output.vertex(), KEYS.get(i), values.reals());
        }
        assembly.place(node.output(), output);
    }
}
