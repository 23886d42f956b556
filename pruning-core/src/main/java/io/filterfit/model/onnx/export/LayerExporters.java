package io.filterfit.model.onnx.export;

import io.filterfit.model.layer.GroupedConvolution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The exporter of each kind of layer, found by its exact class; a subclass may compute anything. */
final class LayerExporters {

    private static final Map<Class<? extends Layer>, LayerExporter<?>> EXPORTERS = new HashMap<>();

    static {
        put(ConvolutionLayer.class, Convolutions::plain);
        put(Convolution2D.class, Convolutions::plain);
        put(GroupedConvolution.class, Convolutions::grouped);
        put(Deconvolution2D.class, Convolutions::transposed);
        put(DepthwiseConvolution2D.class, Convolutions::depthwise);
        put(SeparableConvolution2D.class, Convolutions::separable);
        put(DenseLayer.class, LayerExporters::dense);
        put(OutputLayer.class, new DenseExporter<>());
        put(BatchNormalization.class, new BatchNormExporter());
        put(ActivationLayer.class, (layer, place) -> Activations.of(layer.getActivationFn(), place, place.input()));
        put(LossLayer.class, (layer, place) -> Activations.of(layer.getActivationFn(), place, place.input()));
        put(CnnLossLayer.class, LayerExporters::pixelLoss);
        put(PReLULayer.class, LayerExporters::prelu);
        put(SubsamplingLayer.class, Poolings::windows);
        put(Pooling2D.class, Poolings::windows);
        put(GlobalPoolingLayer.class, Poolings::global);
        put(DropoutLayer.class, (layer, place) -> place.input());
        put(ZeroPaddingLayer.class, LayerExporters::zeroPadding);
        put(Cropping2D.class, LayerExporters::cropping);
        put(Upsampling2D.class, LayerExporters::upsampling);
        put(LocalResponseNormalization.class, LayerExporters::localResponseNormalization);
    }

    private LayerExporters() {}

    private static <L extends Layer> void put(Class<L> kind, LayerExporter<L> exporter) {
        EXPORTERS.put(kind, exporter);
    }

    @SuppressWarnings("unchecked") // put() takes a class and an exporter of one type only
    static <L extends Layer> LayerExporter<L> of(L layer) {
        LayerExporter<?> exporter = EXPORTERS.get(layer.getClass());
        if (exporter != null) {
            return (LayerExporter<L>) exporter;
        }
        return (unknown, place) -> {
            throw place.unsupported("has no counterpart there; replace it by layers that have");
        };
    }

    private static String dense(DenseLayer layer, Place place) {
        if (layer.hasLayerNorm()) {
            throw place.unsupported("has layer normalisation, which is not written; build it without");
        }
        return new DenseExporter<DenseLayer>().export(layer, place);
    }

    /** Applies its activation to the channels of each pixel. */
    private static String pixelLoss(CnnLossLayer layer, Place place) {
        return Activations.ofChannels(layer.getActivationFn(), place, place.input());
    }

    /** W [c, h, w] or [h, w, c], where axes that share a slope have length 1. */
    private static String prelu(PReLULayer layer, Place place) {
        INDArray slopes = place.parameters().get("W");
        boolean permuted = place.readsImage() && place.channelsLast();
        String slope = place.constant("slope", permuted ? slopes.permute(2, 0, 1) : slopes);
        return place.add("PRelu", List.of(place.input(), slope));
    }

    private static String zeroPadding(ZeroPaddingLayer layer, Place place) {
        int[] pads = layer.getPadding();
        return Padding.zeros(place, new long[] {0, 0, pads[0], pads[2]}, new long[] {0, 0, pads[1], pads[3]});
    }

    private static String cropping(Cropping2D layer, Place place) {
        int[] cut = layer.getCropping();
        return Slices.of(
                place,
                place.input(),
                new long[] {cut[0], cut[2]},
                new long[] {place.image().getHeight() - cut[1], place.image().getWidth() - cut[3]},
                new long[] {2, 3});
    }

    /** Repeats rows and columns. */
    private static String upsampling(Upsampling2D layer, Place place) {
        int[] size = layer.getSize();
        String scales = place.constant("scales", new Constant.Floats(new float[] {1, 1, size[0], size[1]}, 4));
        return place.add(
                "Resize",
                List.of(place.input(), "", scales),
                Attributes.text("mode", "nearest"),
                Attributes.text("coordinate_transformation_mode", "asymmetric"),
                Attributes.text("nearest_mode", "floor"));
    }

    /** ONNX divides alpha by the number of channels that it sums over. */
    private static String localResponseNormalization(LocalResponseNormalization layer, Place place) {
        int size = 2 * ((int) layer.getN() / 2) + 1;
        return place.add(
                "LRN",
                place.input(),
                Attributes.integer("size", size),
                Attributes.real("alpha", layer.getAlpha() * size),
                Attributes.real("beta", layer.getBeta()),
                Attributes.real("bias", layer.getK()));
    }
}
