package io.filterfit.graph;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional3D;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;

/** What Deeplearning4j says of the size of activations, put right where it errs. */
final class ActivationTypes {

    private ActivationTypes() {}

    static int channels(InputType type) {
        if (type instanceof InputTypeConvolutional image) {
            return Math.toIntExact(image.getChannels());
        }
        if (type instanceof InputTypeConvolutional3D volume) {
            return Math.toIntExact(volume.getChannels());
        }
        if (type instanceof InputTypeRecurrent sequence) {
            return Math.toIntExact(sequence.getSize());
        }
        return Math.toIntExact(type.arrayElementsPerExample());
    }

    /** Places at which a layer computes each of its channels: height x width of an image, 1 of a vector. */
    static long positions(InputType type) {
        if (type instanceof InputTypeConvolutional image) {
            return image.getHeight() * image.getWidth();
        }
        return 1;
    }

    static InputType output(String name, GraphVertex vertex, int layerIndex, List<InputType> inputs) {
        if (vertex instanceof SubsetVertex subset && inputs.get(0) instanceof InputTypeConvolutional image) {
            // Its own answer has a negative number of channels and forgets the layout.
            return InputType.convolutional(
                    image.getHeight(), image.getWidth(), subset.getTo() - subset.getFrom() + 1L, image.getFormat());
        }
        try {
            return vertex.getOutputType(layerIndex, inputs.toArray(InputType[]::new));
        } catch (RuntimeException e) {
            throw new CompressionException(
                    FailureReason.MODEL_UNSUPPORTED,
                    "the size of what vertex '" + name + "' puts out cannot be told from its inputs " + inputs + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
