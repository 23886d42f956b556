package io.filterfit.model.onnx.export;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A batch norm with its running statistics. */
final class BatchNormExporter implements LayerExporter<BatchNormalization> {

    @Override
    public String export(BatchNormalization layer, Place place) {
        long channels = layer.getNOut();
        String scale =
                perChannel(place, "weight", BatchNormalizationParamInitializer.GAMMA, layer.getGamma(), channels);
        String shift = perChannel(place, "bias", BatchNormalizationParamInitializer.BETA, layer.getBeta(), channels);
        String mean =
                constant(place, "running_mean", place.parameters().get(BatchNormalizationParamInitializer.GLOBAL_MEAN));
        return place.add(
                "BatchNormalization",
                List.of(place.input(), scale, shift, mean, variance(place)),
                Attributes.real("epsilon", layer.getEps()));
    }

    /** The parameter, or one number for all channels where scale and shift are locked. */
    private static String perChannel(Place place, String what, String key, double locked, long channels) {
        return place.parameter(key).map(array -> constant(place, what, array)).orElseGet(() -> {
            float[] values = new float[Math.toIntExact(channels)];
            Arrays.fill(values, (float) locked);
            return place.constant(what, new Constant.Floats(values, channels));
        });
    }

    /** Deeplearning4j keeps the variance or, by choice, log10 of the standard deviation. */
    private static String variance(Place place) {
        return place.parameter(BatchNormalizationParamInitializer.GLOBAL_VAR)
                .map(variance -> constant(place, "running_var", variance))
                .orElseGet(() -> {
                    INDArray logarithms = place.parameters().get(BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
                    float[] values =
                            logarithms.castTo(DataType.FLOAT).dup('c').data().asFloat();
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) Math.pow(10, 2.0 * values[i]);
                    }
                    return place.constant("running_var", new Constant.Floats(values, values.length));
                });
    }

    private static String constant(Place place, String what, INDArray vector) {
        return place.constant(what, vector.reshape(vector.length()));
    }
}
