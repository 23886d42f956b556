package io.filterfit.training;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.IdentityHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Deeplearning4j's own forward and backward pass; the objective stands in for the output layer's loss meanwhile. */
final class Deeplearning4jEngine implements GradientEngine {

    private final ComputationGraph network;
    private final Layer output;
    private final int classes;
    private final Map<ConvolutionLayer, IActivation> channelsLast = new IdentityHashMap<>();

    /** @throws CompressionException MODEL_UNSUPPORTED if the network does not end in a softmax or in logits, with a loss */
    Deeplearning4jEngine(ComputationGraph network, int classes) {
        this.network = network;
        this.output = network.getOutputLayer(0).conf().getLayer();
        this.classes = classes;
        for (org.deeplearning4j.nn.api.Layer layer : network.getLayers()) {
            if (layer.conf().getLayer() instanceof ConvolutionLayer convolution
                    && convolution.getClass() == ConvolutionLayer.class
                    && convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC
                    && !(convolution.getActivationFn() instanceof ActivationIdentity)) {
                channelsLast.put(convolution, convolution.getActivationFn());
            }
        }
        if (!(output instanceof org.deeplearning4j.nn.conf.layers.BaseLayer layer
                && (layer.getActivationFn() instanceof ActivationSoftmax
                        || layer.getActivationFn() instanceof ActivationIdentity)
                && lossOf(output) != null)) {
            throw new CompressionException(
                    FailureReason.MODEL_UNSUPPORTED,
                    "the output layer '" + output.getLayerName()
                            + "' cannot be trained: it has to be an OutputLayer or LossLayer with activation softmax or identity");
        }
    }

    @Override
    public StepOutcome compute(Batch batch, Objective objective) {
        ILossFunction ownLoss = lossOf(output);
        ObjectiveLoss loss = new ObjectiveLoss(batch, objective);
        setLoss(loss);
        channelsLast.forEach((layer, own) -> layer.setActivationFn(new ChannelsLastActivation(own)));
        try {
            network.setInputs(batch.features());
            network.setLabels(batch.oneHot(classes));
            network.computeGradientAndScore();
            return loss.outcome();
        } finally {
            setLoss(ownLoss);
            channelsLast.forEach(ConvolutionLayer::setActivationFn);
            network.clear();
        }
    }

    private static ILossFunction lossOf(Layer layer) {
        if (layer instanceof BaseOutputLayer output) {
            return output.getLossFn();
        }
        return layer instanceof LossLayer output ? output.getLossFn() : null;
    }

    private void setLoss(ILossFunction loss) {
        if (output instanceof BaseOutputLayer layer) {
            layer.setLossFn(loss);
        } else {
            ((LossLayer) output).setLossFn(loss);
        }
    }

    /** Deeplearning4j asks for the gradient first and for the score, of which nothing is used, after that. */
    private static final class ObjectiveLoss implements ILossFunction {

        private final transient Batch batch;
        private final transient Objective objective;
        private transient StepOutcome outcome;

        private ObjectiveLoss(Batch batch, Objective objective) {
            this.batch = batch;
            this.objective = objective;
        }

        private StepOutcome outcome() {
            return outcome;
        }

        @Override
        public INDArray computeGradient(INDArray labels, INDArray logits, IActivation softmax, INDArray mask) {
            Logits values = new Logits(logits.dup('c').data().asFloat(), (int) logits.size(1));
            float[] gradient = new float[values.values().length];
            outcome = new StepOutcome(objective.evaluate(values, batch, gradient), values.correct(batch.labels()));
            return Nd4j.create(gradient, logits.shape(), 'c');
        }

        @Override
        public double computeScore(
                INDArray labels, INDArray logits, IActivation softmax, INDArray mask, boolean average) {
            return outcome.loss();
        }

        @Override
        public INDArray computeScoreArray(INDArray labels, INDArray logits, IActivation softmax, INDArray mask) {
            throw new IllegalStateException("only the whole batch has a score");
        }

        @Override
        public Pair<Double, INDArray> computeGradientAndScore(
                INDArray labels, INDArray logits, IActivation softmax, INDArray mask, boolean average) {
            INDArray gradient = computeGradient(labels, logits, softmax, mask);
            return Pair.of(outcome.loss(), gradient);
        }

        @Override
        public String name() {
            return "objective";
        }
    }
}
