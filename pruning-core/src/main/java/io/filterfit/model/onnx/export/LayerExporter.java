package io.filterfit.model.onnx.export;

import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Writes one kind of layer.
 *
 * @param <L> the layer's configuration
 */
interface LayerExporter<L extends Layer> {

    /** Adds what the layer computes at inference and gives back the tensor that holds it, its input if it does nothing. */
    String export(L layer, Place place);
}
