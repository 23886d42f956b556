package io.filterfit.graph;

import io.filterfit.model.layer.GroupedConvolution;
import java.util.HashMap;
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

/**
 * The rule of each kind of layer, found by its exact class: a subclass that nobody knows may compute anything, and a wrong cut is
 * worse than none.
 */
final class LayerRules {

    private static final Map<Class<? extends Layer>, LayerRule<?>> RULES = new HashMap<>();

    static {
        put(ConvolutionLayer.class, new ConvolutionRule<>(0, 1));
        put(Convolution2D.class, new ConvolutionRule<>(0, 1));
        put(Deconvolution2D.class, new DeconvolutionRule());
        put(DepthwiseConvolution2D.class, new DepthwiseRule());
        put(SeparableConvolution2D.class, new SeparableRule());
        put(GroupedConvolution.class, new GroupedConvolutionRule());
        put(PReLULayer.class, new ParametricRectifierRule());
        put(DenseLayer.class, new DenseRule());
        put(OutputLayer.class, new OutputRule());
        put(BatchNormalization.class, new BatchNormalizationRule());
        put(ActivationLayer.class, (layer, site) -> Activations.flow(layer.getActivationFn(), site.input(), site));
        put(LossLayer.class, (layer, site) -> Activations.flow(layer.getActivationFn(), site.input(), site));
        put(CnnLossLayer.class, (layer, site) -> Activations.flow(layer.getActivationFn(), site.input(), site));
        put(GlobalPoolingLayer.class, new GlobalPoolingRule());
        put(SubsamplingLayer.class, (layer, site) -> site.input());
        put(Pooling2D.class, (layer, site) -> site.input());
        put(Upsampling2D.class, (layer, site) -> site.input());
        put(ZeroPaddingLayer.class, (layer, site) -> site.input());
        put(Cropping2D.class, (layer, site) -> site.input());
        put(DropoutLayer.class, (layer, site) -> site.input());
        put(
                LocalResponseNormalization.class,
                (layer, site) -> site.opaque("local response normalisation divides each channel by its neighbours"));
    }

    private LayerRules() {}

    private static <L extends Layer> void put(Class<L> kind, LayerRule<L> rule) {
        RULES.put(kind, rule);
    }

    @SuppressWarnings("unchecked") // put() takes a class and a rule of one type only
    static <L extends Layer> LayerRule<L> of(L layer) {
        LayerRule<?> rule = RULES.get(layer.getClass());
        if (rule != null) {
            return (LayerRule<L>) rule;
        }
        return (unknown, site) -> site.opaque("it meets '" + site.name() + "', a "
                + unknown.getClass().getSimpleName() + " layer, of which nothing is known");
    }
}
