package io.filterfit.model;

import io.filterfit.model.activation.Clip;
import io.filterfit.model.activation.HardSigmoid;
import io.filterfit.model.activation.HardSwish;
import io.filterfit.model.layer.GroupedConvolution;
import io.filterfit.model.vertex.ChannelPadding;
import io.filterfit.model.vertex.ChannelScale;
import io.filterfit.model.vertex.ChannelSelection;
import io.filterfit.model.vertex.SpatialPadding;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.MinMaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.distribution.BinomialDistribution;
import org.deeplearning4j.nn.conf.distribution.ConstantDistribution;
import org.deeplearning4j.nn.conf.distribution.GaussianDistribution;
import org.deeplearning4j.nn.conf.distribution.LogNormalDistribution;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.distribution.OrthogonalDistribution;
import org.deeplearning4j.nn.conf.distribution.TruncatedNormalDistribution;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
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
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationPReLU;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * The classes that a network's configuration may name.
 *
 * <p>Deeplearning4j loads, and so initialises, whatever class a configuration names before it asks whether it fits. No name
 * reaches it that is not listed here.
 */
final class KnownClasses {

    /** Layers and vertices that FilterFit can analyse and prune through. */
    static final List<Class<?>> STRUCTURE = List.of(
            ConvolutionLayer.class,
            Convolution2D.class,
            BatchNormalization.class,
            ActivationLayer.class,
            SubsamplingLayer.class,
            Pooling2D.class,
            GlobalPoolingLayer.class,
            DenseLayer.class,
            DropoutLayer.class,
            ZeroPaddingLayer.class,
            Cropping2D.class,
            Upsampling2D.class,
            Deconvolution2D.class,
            DepthwiseConvolution2D.class,
            SeparableConvolution2D.class,
            GroupedConvolution.class,
            PReLULayer.class,
            LocalResponseNormalization.class,
            OutputLayer.class,
            LossLayer.class,
            CnnLossLayer.class,
            ElementWiseVertex.class,
            MergeVertex.class,
            SubsetVertex.class,
            StackVertex.class,
            UnstackVertex.class,
            ScaleVertex.class,
            ShiftVertex.class,
            ChannelPadding.class,
            ChannelSelection.class,
            ChannelScale.class,
            SpatialPadding.class);

    /** What holds layers together. */
    private static final List<Class<?>> FRAME = List.of(
            LayerVertex.class,
            PreprocessorVertex.class,
            FeedForwardToCnnPreProcessor.class,
            CnnToFeedForwardPreProcessor.class,
            ComposableInputPreProcessor.class);

    /** How layers are trained and initialised. */
    private static final List<Class<?>> TRAINING = List.of(
            Sgd.class,
            Nesterovs.class,
            Adam.class,
            AdaMax.class,
            AdaDelta.class,
            AdaGrad.class,
            AdaBelief.class,
            AMSGrad.class,
            Nadam.class,
            RmsProp.class,
            NoOp.class,
            L1Regularization.class,
            L2Regularization.class,
            WeightDecay.class,
            CycleSchedule.class,
            ExponentialSchedule.class,
            FixedSchedule.class,
            InverseSchedule.class,
            MapSchedule.class,
            PolySchedule.class,
            RampSchedule.class,
            SigmoidSchedule.class,
            StepSchedule.class,
            Dropout.class,
            AlphaDropout.class,
            GaussianDropout.class,
            GaussianNoise.class,
            SpatialDropout.class,
            DropConnect.class,
            WeightNoise.class,
            MaxNormConstraint.class,
            MinMaxNormConstraint.class,
            NonNegativeConstraint.class,
            UnitNormConstraint.class,
            WeightInitDistribution.class,
            BinomialDistribution.class,
            ConstantDistribution.class,
            GaussianDistribution.class,
            LogNormalDistribution.class,
            NormalDistribution.class,
            OrthogonalDistribution.class,
            TruncatedNormalDistribution.class,
            UniformDistribution.class);

    private static final Set<String> NAMES = Stream.of(
                    STRUCTURE.stream(), FRAME.stream(), TRAINING.stream(), activations(), losses(), initialisations())
            .flatMap(classes -> classes)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    private KnownClasses() {}

    static boolean contains(String className) {
        return NAMES.contains(className);
    }

    /** The simple names of {@link #STRUCTURE}, for messages. */
    static String structureNames() {
        return STRUCTURE.stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
    }

    private static Stream<Class<?>> activations() {
        return Stream.concat(
                Arrays.stream(Activation.values())
                        .map(activation -> activation.getActivationFunction().getClass()),
                Stream.of(ActivationPReLU.class, Clip.class, HardSigmoid.class, HardSwish.class));
    }

    private static Stream<Class<?>> losses() {
        return Arrays.stream(LossFunction.values())
                .map(loss -> loss.getILossFunction().getClass());
    }

    private static Stream<Class<?>> initialisations() {
        return Arrays.stream(WeightInit.values())
                .filter(initialisation -> initialisation != WeightInit.DISTRIBUTION)
                .map(initialisation -> initialisation.getWeightInitFunction().getClass());
    }
}
