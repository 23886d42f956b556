package io.filterfit.graph;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * How channels pass through one kind of layer, and how its parameters lie along them.
 *
 * @param <L> the layer's configuration
 */
interface LayerRule<L extends Layer> {

    /** The channels of the layer's output; unites and fixes origins as the layer demands. */
    Channels flow(L layer, Site site);

    /** What the layer is to the filters whose channels it puts out. */
    default Role role() {
        return Role.PASSES;
    }

    /** The layer's parameter arrays; empty if it has none, or if it can never lose a channel. */
    default List<Parameter> parameters(L layer) {
        return List.of();
    }

    /** Gives the layer, a copy that may be changed, so many input and output channels. */
    default void resize(L layer, int inputs, int outputs) {}

    /** The fewest input channels that the layer can do with. */
    default int minimumInputs() {
        return 1;
    }

    /** How often each weight of a kernel is used for one image. */
    default long positions(InputType input, InputType output) {
        return ActivationSize.positions(output);
    }
}
