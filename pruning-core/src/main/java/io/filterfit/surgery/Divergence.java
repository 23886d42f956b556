package io.filterfit.surgery;

import io.filterfit.graph.ChannelFlow;
import io.filterfit.graph.Cut;
import io.filterfit.graph.Parameter.Axis;
import io.filterfit.graph.Parameter.Side;
import io.filterfit.graph.VertexFlow;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds the place where a pruned network begins to compute something else than the masked one. */
final class Divergence {

    private Divergence() {}

    /** The first vertex in topological order of which a channel that stays differs by more than the tolerance. */
    static Optional<String> first(
            ComputationGraph masked, ComputationGraph pruned, ChannelFlow flow, Cut cut, INDArray[] batch) {
        Map<String, INDArray> expected = masked.feedForward(batch, false);
        Map<String, INDArray> actual = pruned.feedForward(batch, false);
        return flow.vertices().stream()
                .filter(vertex -> differs(
                        expected.get(vertex.name()), actual.get(vertex.name()), vertex, cut.kept(vertex.output())))
                .map(VertexFlow::name)
                .findFirst();
    }

    private static boolean differs(INDArray expected, INDArray actual, VertexFlow vertex, int[] kept) {
        if (expected == null || actual == null) {
            return false;
        }
        INDArray staying = ChannelArrays.select(expected, new Axis(channelDimension(vertex), Side.OUTPUT, 1), kept);
        double scale = staying.amaxNumber().doubleValue();
        return !(staying.sub(actual).amaxNumber().doubleValue() <= EquivalenceGate.TOLERANCE * scale);
    }

    private static int channelDimension(VertexFlow vertex) {
        return vertex.outputType() instanceof InputTypeConvolutional image && image.getFormat() == CNN2DFormat.NHWC
                ? -1
                : 1;
    }
}
