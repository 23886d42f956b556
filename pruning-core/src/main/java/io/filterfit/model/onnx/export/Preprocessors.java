package io.filterfit.model.onnx.export;

import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** What happens to a vertex' input before it gets there. */
final class Preprocessors {

    private Preprocessors() {}

    /** The place as a layer behind the preprocessor sees it. */
    static Place behind(InputPreProcessor preprocessor, Place place) {
        if (preprocessor == null) {
            return place;
        }
        if (preprocessor.getClass() == CnnToFeedForwardPreProcessor.class) {
            return flattened((CnnToFeedForwardPreProcessor) preprocessor, place);
        }
        if (preprocessor.getClass() == FeedForwardToCnnPreProcessor.class) {
            return unflattened((FeedForwardToCnnPreProcessor) preprocessor, place);
        }
        if (preprocessor.getClass() == ComposableInputPreProcessor.class) {
            Place last = place;
            for (InputPreProcessor part : ((ComposableInputPreProcessor) preprocessor).getInputPreProcessors()) {
                last = behind(part, last);
            }
            return last;
        }
        throw place.unsupported("has a " + preprocessor.getClass().getSimpleName()
                + " before it, which has no counterpart there; remove it");
    }

    /** Left as it is for now: a dense layer can permute its weights instead. */
    private static Place flattened(CnnToFeedForwardPreProcessor flatten, Place place) {
        if (!place.readsImage()) {
            return place;
        }
        InputTypeConvolutional image = place.image();
        InputTypeConvolutional inOrder = (InputTypeConvolutional)
                InputType.convolutional(image.getHeight(), image.getWidth(), image.getChannels(), flatten.getFormat());
        return place.reading(
                new Place.Input(place.input(), InputType.feedForward(image.arrayElementsPerExample()), inOrder));
    }

    /** An image, the network's input for instance, passes. */
    private static Place unflattened(FeedForwardToCnnPreProcessor unflatten, Place place) {
        if (place.readsImage()) {
            return place;
        }
        InputType image = InputType.convolutional(
                unflatten.getInputHeight(), unflatten.getInputWidth(), unflatten.getNumChannels());
        String shape = place.constant(
                "shape",
                new Constant.Longs(
                        -1, unflatten.getNumChannels(), unflatten.getInputHeight(), unflatten.getInputWidth()));
        String reshaped = place.add("Reshape", List.of(place.input(), shape));
        return place.reading(Place.Input.of(reshaped, image));
    }
}
