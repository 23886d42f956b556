package io.filterfit.recovery;

import io.filterfit.graph.ChannelFlow;
import io.filterfit.graph.VertexFlow;
import io.filterfit.model.GraphCopy;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Measures the running statistics of batch normalisations anew: a network that lost filters has other means and variances than the ones
 * it was trained with.
 *
 * <p>From the first to the last, each layer's mean and (population) variance over all calibration images and pixels is taken of
 * the activations that the already recalibrated layers before it give; sums are accumulated in float64.
 */
public final class BatchNormRecalibration {

    /** Of a channel that is constant, whose deviation is stored as a logarithm. */
    private static final double SMALLEST_VARIANCE = 1e-12;

    private BatchNormRecalibration() {}

    /** A copy of the network with statistics of these images. */
    public static ComputationGraph of(ComputationGraph network, CalibrationImages images) {
        ComputationGraph recalibrated = GraphCopy.of(network);
        ChannelFlow flow = ChannelFlow.of(recalibrated);
        Frontier frontier = new Frontier(recalibrated, flow, images);
        for (VertexFlow vertex : flow.vertices()) {
            if (vertex.layer().orElse(null) instanceof BatchNormalization normalisation) {
                measure(recalibrated.getLayer(vertex.name()), normalisation, frontier.layerInput(vertex));
            }
            frontier.advance(vertex, frontier.run(vertex));
        }
        return recalibrated;
    }

    private static void measure(Layer layer, BatchNormalization normalisation, List<INDArray> batches) {
        long count = 0;
        INDArray sum = null;
        for (INDArray batch : batches) {
            INDArray partial = batch.castTo(DataType.DOUBLE).sum(otherDimensions(batch, normalisation));
            sum = sum == null ? partial : sum.addi(partial);
            count += batch.length() / partial.length();
        }
        INDArray mean = sum.div(count);
        INDArray squares = null;
        for (INDArray batch : batches) {
            INDArray centred = batch.castTo(DataType.DOUBLE);
            centred.subi(alongChannels(mean, batch, normalisation));
            INDArray partial = centred.muli(centred).sum(otherDimensions(batch, normalisation));
            squares = squares == null ? partial : squares.addi(partial);
        }
        store(layer, normalisation, mean, squares.divi(count));
    }

    private static void store(Layer layer, BatchNormalization normalisation, INDArray mean, INDArray variance) {
        assign(layer.getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN), mean);
        if (normalisation.isUseLogStd()) {
            INDArray deviation = Transforms.sqrt(variance.addi(SMALLEST_VARIANCE), false);
            assign(
                    layer.getParam(BatchNormalizationParamInitializer.GLOBAL_LOG_STD),
                    Transforms.log(deviation, false).divi(Math.log(10)));
        } else {
            assign(layer.getParam(BatchNormalizationParamInitializer.GLOBAL_VAR), variance);
        }
    }

    private static void assign(INDArray parameter, INDArray values) {
        parameter.assign(values.reshape(parameter.shape()).castTo(parameter.dataType()));
    }

    private static int[] otherDimensions(INDArray batch, BatchNormalization normalisation) {
        if (batch.rank() == 2) {
            return new int[] {0};
        }
        return normalisation.getCnn2DFormat() == CNN2DFormat.NHWC ? new int[] {0, 1, 2} : new int[] {0, 2, 3};
    }

    /** The vector in a shape that spreads over the batch. */
    private static INDArray alongChannels(INDArray vector, INDArray batch, BatchNormalization normalisation) {
        if (batch.rank() == 2) {
            return vector.reshape(1, vector.length());
        }
        return normalisation.getCnn2DFormat() == CNN2DFormat.NHWC
                ? vector.reshape(1, 1, 1, vector.length())
                : vector.reshape(1, vector.length(), 1, 1);
    }
}
