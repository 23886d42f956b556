package io.filterfit.graph;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional3D;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;

/** How large an activation is, without the batch. */
final class ActivationSize {

    private ActivationSize() {}

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
}
