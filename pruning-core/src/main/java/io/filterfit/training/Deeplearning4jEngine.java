package io.filterfit.training;

import io.filterfit.evaluation.Predictions;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Deeplearning4j's own forward and backward pass. */
final class Deeplearning4jEngine implements GradientEngine {

    private final ComputationGraph network;
    private final LayerVertex output;
    private final String beforeOutput;
    private final int classes;
    private Predictions predictions;

    Deeplearning4jEngine(ComputationGraph network, int classes) {
        this.network = network;
        String name = network.getConfiguration().getNetworkOutputs().get(0);
        this.output = (LayerVertex) network.getVertex(name);
        this.beforeOutput =
                network.getConfiguration().getVertexInputs().get(name).get(0);
        this.classes = classes;
    }

    @Override
    public StepOutcome compute(Batch batch) {
        network.setListeners(new ForwardPassListener());
        network.setInputs(batch.features());
        network.setLabels(batch.oneHot(classes));
        try {
            network.computeGradientAndScore();
        } finally {
            network.setListeners();
            network.clear();
        }
        return new StepOutcome(predictions.loss(batch.labels()), predictions.correct(batch.labels()));
    }

    /**
     * Completes the forward pass, of which Deeplearning4j leaves the output layer to the backward pass. The network's own score
     * would include its regularisation, and says nothing of accuracy.
     */
    private final class ForwardPassListener extends BaseTrainingListener {
        @Override
        public void onForwardPass(Model model, Map<String, INDArray> activations) {
            INDArray input = activations.get(beforeOutput);
            if (output.getLayerPreProcessor() != null) {
                input = output.getLayerPreProcessor()
                        .preProcess(input, (int) input.size(0), LayerWorkspaceMgr.noWorkspaces());
            }
            INDArray sums = input.mmul(output.getLayer().getParam(DefaultParamInitializer.WEIGHT_KEY));
            INDArray bias = output.getLayer().getParam(DefaultParamInitializer.BIAS_KEY);
            if (bias != null) {
                sums.addiRowVector(bias);
            }
            BaseLayer configuration = (BaseLayer) output.getLayer().conf().getLayer();
            predictions = Predictions.of(configuration.getActivationFn().getActivation(sums, false));
        }
    }
}
