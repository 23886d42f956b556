package io.filterfit.model.vertex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;

/** The computation of {@link ChannelSelection}. */
final class ChannelSelectionVertex extends ImageVertexComputation {

    private static final int NOBODY = -1;

    private final int[] channels;
    private final CNN2DFormat layout;

    ChannelSelectionVertex(
            ComputationGraph graph, String name, int index, ChannelSelection selection, DataType dataType) {
        super(graph, name, index, selection, dataType);
        this.channels = selection.channels();
        this.layout = selection.layout();
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray output = empty(ArrayType.ACTIVATIONS, channels.length, workspaces);
        gather(inputs[0], channels, output);
        return output;
    }

    /** An input channel's gradient is the sum of those of the output channels that are copies of it. */
    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        int[][] readers = readers(Math.toIntExact(inputs[0].size(channelAxis())));
        INDArray gradient = empty(ArrayType.ACTIVATION_GRAD, readers[0].length, workspaces);
        gatherExisting(epsilon, readers[0], gradient);
        for (int again = 1; again < readers.length; again++) {
            INDArray further = gradient.ulike();
            gatherExisting(epsilon, readers[again], further);
            gradient.addi(further);
        }
        return new Pair<>(null, new INDArray[] {gradient});
    }

    /** By how often a channel is read, and by input channel, the output channel that reads it; at least one row. */
    private int[][] readers(int inputChannels) {
        List<int[]> readers = new ArrayList<>();
        int[] times = new int[inputChannels];
        readers.add(nobody(inputChannels));
        for (int channel = 0; channel < channels.length; channel++) {
            int time = times[channels[channel]]++;
            if (time == readers.size()) {
                readers.add(nobody(inputChannels));
            }
            readers.get(time)[channels[channel]] = channel;
        }
        return readers.toArray(int[][]::new);
    }

    private static int[] nobody(int channels) {
        int[] nobody = new int[channels];
        Arrays.fill(nobody, NOBODY);
        return nobody;
    }

    /** As {@link #gather}, with zeros where there is no source. */
    private void gatherExisting(INDArray from, int[] sources, INDArray into) {
        gather(from, Arrays.stream(sources).map(source -> Math.max(source, 0)).toArray(), into);
        double[] exists = Arrays.stream(sources)
                .mapToDouble(source -> source == NOBODY ? 0 : 1)
                .toArray();
        if (Arrays.stream(exists).anyMatch(factor -> factor == 0)) {
            INDArray factors = Nd4j.createFromArray(exists).castTo(into.dataType());
            Nd4j.exec(new BroadcastMulOp(into, factors, into, channelAxis()));
        }
    }

    private void gather(INDArray from, int[] sources, INDArray into) {
        Nd4j.exec(DynamicCustomOp.builder("gather")
                .addInputs(from, Nd4j.createFromArray(sources))
                .addIntegerArguments(channelAxis())
                .addOutputs(into)
                .build());
    }

    private INDArray empty(ArrayType type, int channelCount, LayerWorkspaceMgr workspaces) {
        long[] shape = inputs[0].shape().clone();
        shape[channelAxis()] = channelCount;
        return workspaces.createUninitialized(type, inputs[0].dataType(), shape, 'c');
    }

    private int channelAxis() {
        return inputs[0].rank() == 4 && layout == CNN2DFormat.NHWC ? 3 : 1;
    }
}
