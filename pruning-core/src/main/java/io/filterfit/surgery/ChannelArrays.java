package io.filterfit.surgery;

import io.filterfit.graph.Parameter.Axis;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;

/** Takes parameter arrays apart along the dimension that channels run along. */
final class ChannelArrays {

    private ChannelArrays() {}

    /** A copy with these channels only; the array itself if that is all of them. */
    static INDArray select(INDArray array, Axis axis, int[] channels) {
        int dimension = axis.of(array.rank());
        int[] indices = repeated(channels, axis.repeat());
        if (indices.length == array.size(dimension)) {
            return array;
        }
        return Nd4j.exec(DynamicCustomOp.builder("gather")
                .addInputs(array, Nd4j.createFromArray(indices))
                .addIntegerArguments(dimension)
                .build())[0];
    }

    /** Sets the slices of some channels to 0, in place. */
    static void zero(INDArray array, Axis axis, boolean[] channels) {
        int dimension = axis.of(array.rank());
        float[] factors = new float[channels.length * axis.repeat()];
        boolean any = false;
        for (int i = 0; i < factors.length; i++) {
            boolean zeroed = channels[i / axis.repeat()];
            factors[i] = zeroed ? 0 : 1;
            any |= zeroed;
        }
        if (!any) {
            return;
        }
        INDArray vector = Nd4j.createFromArray(factors).castTo(array.dataType());
        if (array.rank() == 1) {
            array.muli(vector);
        } else {
            Nd4j.getExecutioner().exec(new BroadcastMulOp(array, vector, array, dimension));
        }
    }

    private static int[] repeated(int[] channels, int repeat) {
        if (repeat == 1) {
            return channels;
        }
        int[] indices = new int[channels.length * repeat];
        Arrays.setAll(indices, i -> channels[i / repeat] * repeat + i % repeat);
        return indices;
    }
}
