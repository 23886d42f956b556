package io.filterfit.manifest;

import io.filterfit.spec.Checks;
import java.util.List;

/**
 * A layer, or what stands between layers: an addition, a concatenation, a padded shortcut.
 *
 * @param name the layer's, as the network's file has it
 * @param type its class in Deeplearning4j, for instance {@code ConvolutionLayer}
 * @param inputs the channels it reads, of several inputs those of the first
 * @param outputs the channels it writes
 * @param parameters its arrays as they were before the cut; none if it has no parameters
 */
public record Layer(String name, String type, ChannelCut inputs, ChannelCut outputs, List<Array> parameters) {

    public Layer {
        Checks.notBlank("layer.name", name);
        Checks.present("layer.inputs", inputs);
        Checks.present("layer.outputs", outputs);
        parameters = List.copyOf(Checks.present("layer.parameters", parameters));
    }

    /**
     * A parameter.
     *
     * @param name in Deeplearning4j, for instance {@code W}
     * @param shape before the cut
     * @param axes the dimensions that channels run along; none if it never loses any
     */
    public record Array(String name, List<Long> shape, List<Axis> axes) {
        public Array {
            shape = List.copyOf(shape);
            axes = List.copyOf(axes);
        }
    }

    /**
     * A dimension of a parameter that channels run along.
     *
     * @param axis from 0
     * @param repeat how many consecutive indices belong to one channel
     */
    public record Axis(int axis, Side side, int repeat) {}
}
