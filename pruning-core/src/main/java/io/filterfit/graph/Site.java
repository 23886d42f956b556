package io.filterfit.graph;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;

/**
 * Where a rule is applied: one vertex of the graph, or the layer in it.
 *
 * @param name the vertex's name
 * @param inputs channels of the activations that come in; of a layer, after its preprocessor
 * @param inputTypes their types
 * @param outputType the type of the activation that goes out
 * @param origins to make, unite and fix origins in
 */
record Site(String name, List<Channels> inputs, List<InputType> inputTypes, InputType outputType, Origins origins) {

    Channels input() {
        return inputs.get(0);
    }

    boolean readsImage() {
        return inputTypes.get(0) instanceof InputTypeConvolutional;
    }

    InputTypeConvolutional image() {
        return (InputTypeConvolutional) inputTypes.get(0);
    }

    CNN2DFormat layout() {
        return image().getFormat();
    }

    /** New filters, one for each channel that goes out. */
    Channels filters() {
        return origins.fresh(ActivationSize.channels(outputType));
    }

    /** Nothing that comes in can be removed, nor what goes out: what happens in between is not known, or mixes channels. */
    Channels opaque(String reason) {
        inputs.forEach(input -> origins.fix(input, reason));
        return origins.fixed(ActivationSize.channels(outputType), reason);
    }
}
