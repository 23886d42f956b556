package io.filterfit.model.onnx.export;

import io.filterfit.model.activation.Clip;
import io.filterfit.model.activation.HardSigmoid;
import io.filterfit.model.activation.HardSwish;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** Activation functions, as Deeplearning4j computes them at inference. */
final class Activations {

    private static final int CHANNEL_AXIS = 1;
    private static final double GELU_SLOPE = 1.702;
    private static final Map<Class<? extends IActivation>, Exporter<?>> EXPORTERS = new HashMap<>();

    /** Adds one kind of function of the tensor x. */
    private interface Exporter<A extends IActivation> {
        String export(A activation, Place place, String x);
    }

    static {
        put(ActivationIdentity.class, (activation, place, x) -> x);
        put(ActivationReLU.class, Activations::relu);
        put(ActivationReLU6.class, (activation, place, x) -> clip(place, x, 0, 6));
        put(ActivationLReLU.class, (activation, place, x) -> leaky(place, x, activation.getAlpha()));
        put(
                ActivationThresholdedReLU.class,
                (activation, place, x) ->
                        place.add("ThresholdedRelu", x, Attributes.real("alpha", activation.getTheta())));
        put(
                ActivationELU.class,
                (activation, place, x) -> place.add("Elu", x, Attributes.real("alpha", activation.getAlpha())));
        put(ActivationSELU.class, (activation, place, x) -> place.add("Selu", x));
        put(ActivationSigmoid.class, (activation, place, x) -> place.add("Sigmoid", x));
        put(
                ActivationHardSigmoid.class,
                (activation, place, x) ->
                        place.add("HardSigmoid", x, Attributes.real("alpha", 0.2), Attributes.real("beta", 0.5)));
        put(
                HardSigmoid.class,
                (activation, place, x) -> place.add(
                        "HardSigmoid",
                        x,
                        Attributes.real("alpha", activation.alpha()),
                        Attributes.real("beta", activation.beta())));
        put(HardSwish.class, (activation, place, x) -> place.add("HardSwish", x));
        put(Clip.class, (activation, place, x) -> clip(place, x, activation.lower(), activation.upper()));
        put(ActivationTanH.class, (activation, place, x) -> place.add("Tanh", x));
        put(ActivationHardTanH.class, (activation, place, x) -> clip(place, x, -1, 1));
        put(ActivationRationalTanh.class, (activation, place, x) -> rationalTanh(place, x));
        put(ActivationRectifiedTanh.class, (activation, place, x) -> place.add("Relu", place.add("Tanh", x)));
        put(ActivationSoftPlus.class, (activation, place, x) -> place.add("Softplus", x));
        put(ActivationSoftSign.class, (activation, place, x) -> place.add("Softsign", x));
        put(ActivationSwish.class, (activation, place, x) -> times(place, x, place.add("Sigmoid", x)));
        put(
                ActivationMish.class,
                (activation, place, x) -> times(place, x, place.add("Tanh", place.add("Softplus", x))));
        put(ActivationGELU.class, Activations::gelu);
        put(ActivationCube.class, (activation, place, x) -> times(place, x, times(place, x, x)));
        put(ActivationSoftmax.class, (activation, place, x) -> softmax(place, x, lastAxis(place)));
    }

    private Activations() {}

    private static <A extends IActivation> void put(Class<A> kind, Exporter<A> exporter) {
        EXPORTERS.put(kind, exporter);
    }

    /** The activation of the tensor x. */
    static String of(IActivation activation, Place place, String x) {
        return exporter(activation, place).export(activation, place, x);
    }

    /** As {@link #of}, where what Deeplearning4j normalises are the channels of each pixel in either layout. */
    static String ofChannels(IActivation activation, Place place, String x) {
        return activation instanceof ActivationSoftmax ? softmax(place, x, CHANNEL_AXIS) : of(activation, place, x);
    }

    @SuppressWarnings("unchecked") // put() takes a class and an exporter of one type only
    private static <A extends IActivation> Exporter<A> exporter(A activation, Place place) {
        Exporter<?> exporter = EXPORTERS.get(activation.getClass());
        if (exporter == null) {
            throw place.unsupported(
                    "has the activation " + activation + ", which has no counterpart there; use another");
        }
        return (Exporter<A>) exporter;
    }

    /** With a slope for negative numbers or a bound, where it has them. */
    private static String relu(ActivationReLU relu, Place place, String x) {
        if (relu.getThreshold() != null && relu.getThreshold() != 0) {
            throw place.unsupported(
                    "has a ReLU with a threshold, which has no counterpart there; use another activation");
        }
        if (relu.getNegativeSlope() == null || relu.getNegativeSlope() == 0) {
            return relu.getMax() == null ? place.add("Relu", x) : clip(place, x, 0, relu.getMax());
        }
        String leaky = leaky(place, x, relu.getNegativeSlope());
        return relu.getMax() == null ? leaky : place.add("Min", List.of(leaky, place.scalar("max", relu.getMax())));
    }

    /** In its exact form by the hyperbolic tangent, else by the sigmoid. */
    private static String gelu(ActivationGELU gelu, Place place, String x) {
        if (gelu.isPrecise()) {
            throw place.unsupported("has a precise GELU, which has no counterpart there; use the plain one");
        }
        String sloped = times(place, x, place.scalar("slope", GELU_SLOPE));
        return times(place, x, place.add("Sigmoid", sloped));
    }

    /** 1.7159 sign(y) (1 - 1 / (1 + |y| + y^2 + 1.41645 y^4)) of y = 2/3 x. */
    private static String rationalTanh(Place place, String x) {
        String y = times(place, x, place.scalar("two_thirds", 2 / 3.0));
        String square = times(place, y, y);
        String fourth = times(place, times(place, square, square), place.scalar("fourth", 1.41645));
        String one = place.scalar("one", 1);
        String sum = place.add("Sum", List.of(one, place.add("Abs", y), square, fourth));
        String size = place.add("Sub", List.of(one, place.add("Div", List.of(one, sum))));
        return times(place, times(place, place.add("Sign", y), size), place.scalar("largest", 1.7159));
    }

    private static String softmax(Place place, String x, int axis) {
        return place.add("Softmax", x, Attributes.integer("axis", axis));
    }

    private static String leaky(Place place, String x, double slope) {
        return place.add("LeakyRelu", x, Attributes.real("alpha", slope));
    }

    private static String clip(Place place, String x, double minimum, double maximum) {
        return place.add("Clip", List.of(x, bound(place, "min", minimum), bound(place, "max", maximum)));
    }

    /** An input that is not there where the bound is infinite. */
    private static String bound(Place place, String what, double value) {
        return Double.isInfinite(value) ? "" : place.scalar(what, value);
    }

    private static String times(Place place, String left, String right) {
        return place.add("Mul", List.of(left, right));
    }

    /** Deeplearning4j normalises along the last axis: the classes of a vector, an image's channels in NHWC, its width in NCHW. */
    private static int lastAxis(Place place) {
        return place.readsImage() && place.layout() == CNN2DFormat.NCHW ? 3 : CHANNEL_AXIS;
    }
}
