package io.filterfit.model.vertex;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;

/** The computation of {@link ChannelScale}. */
final class ChannelScaleVertex extends ImageVertexComputation {

    private final CNN2DFormat layout;

    ChannelScaleVertex(ComputationGraph graph, String name, int index, ChannelScale scale, DataType dataType) {
        super(graph, name, index, scale, dataType);
        this.layout = scale.layout();
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        return multiplied(image(), workspaces, ArrayType.ACTIVATIONS);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray ofImage = multiplied(epsilon, workspaces, ArrayType.ACTIVATION_GRAD);
        int[] space = layout == CNN2DFormat.NCHW ? new int[] {2, 3} : new int[] {1, 2};
        INDArray perChannel = epsilon.mul(image()).sum(space);
        INDArray gates = inputs[1 - imageIndex()];
        INDArray ofGates = workspaces.dup(ArrayType.ACTIVATION_GRAD, perChannel.reshape(gates.shape()), 'c');
        return new Pair<>(
                null, imageIndex() == 0 ? new INDArray[] {ofImage, ofGates} : new INDArray[] {ofGates, ofImage});
    }

    private INDArray multiplied(INDArray image, LayerWorkspaceMgr workspaces, ArrayType type) {
        INDArray gates = inputs[1 - imageIndex()];
        long images = gates.size(0);
        long channels = gates.length() / images;
        INDArray aligned = gates.dup('c')
                .reshape(
                        layout == CNN2DFormat.NCHW
                                ? new long[] {images, channels, 1, 1}
                                : new long[] {images, 1, 1, channels});
        INDArray output = workspaces.createUninitialized(type, image.dataType(), image.shape(), 'c');
        return Nd4j.exec(new MulOp(image, aligned, output))[0];
    }

    private INDArray image() {
        return inputs[imageIndex()];
    }

    /** The gates are a vector, or an image of one pixel; of two such images it does not matter which is which. */
    private int imageIndex() {
        INDArray first = inputs[0];
        return first.rank() == 4 && (inputs[1].rank() != 4 || first.length() >= inputs[1].length()) ? 0 : 1;
    }
}
