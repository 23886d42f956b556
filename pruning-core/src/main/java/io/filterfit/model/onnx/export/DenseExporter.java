package io.filterfit.model.onnx.export;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense layer: W [in, out], b [1, out].
 *
 * <p>Behind an image that Deeplearning4j flattens in NHWC, row {@code (y * width + x) * channels + c} of W becomes row {@code (c *
 * height + y) * width + x}, so the file needs no transposition.
 */
final class DenseExporter<L extends BaseLayer> implements LayerExporter<L> {

    @Override
    public String export(L layer, Place place) {
        INDArray weights = place.parameters().get("W");
        Place.Input input = place.inputs().get(0);
        List<String> tensors = new ArrayList<>();
        if (input.flattened() == null) {
            tensors.add(place.input());
            tensors.add(place.constant("weight", weights));
        } else {
            tensors.add(place.add("Flatten", input.tensor(), Attributes.integer("axis", 1)));
            tensors.add(place.constant("weight", rows(weights, input.flattened())));
        }
        place.parameter("b").ifPresent(bias -> tensors.add(place.constant("bias", bias.reshape(bias.length()))));
        return Activations.of(layer.getActivationFn(), place, place.add("Gemm", tensors));
    }

    private static INDArray rows(INDArray weights, InputTypeConvolutional image) {
        if (image.getFormat() == CNN2DFormat.NCHW) {
            return weights;
        }
        return weights.dup('c')
                .reshape('c', image.getHeight(), image.getWidth(), image.getChannels(), weights.size(1))
                .permute(2, 0, 1, 3)
                .dup('c')
                .reshape('c', weights.size(0), weights.size(1));
    }
}
