package io.filterfit.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.dataset.BinaryFiles;
import io.filterfit.dataset.Datasets;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;

class ClassificationTest {

    @TempDir
    Path directory;

    @Test
    void itAgreesWithDeeplearning4jsOwnEvaluation() {
        ImageDataset dataset =
                new Datasets(directory).open(BinaryFiles.write(directory, 60).toString());
        ComputationGraph network =
                new ResNet(8, Shortcut.PARAMETER_FREE).build(ZooOptions.CIFAR10).graph();
        INDArray labels = dataset.train().labels(0, 300);
        INDArray output = network.outputSingle(dataset.train().features(0, 300, CNN2DFormat.NHWC));
        Evaluation reference = new Evaluation(10);
        reference.eval(labels, output);

        Classification classification = Classification.of(network, dataset.train());

        assertThat(classification.total()).isEqualTo(300);
        assertThat(classification.accuracy().value()).isCloseTo(reference.accuracy(), within(1e-9));
        for (int actual = 0; actual < 10; actual++) {
            for (int predicted = 0; predicted < 10; predicted++) {
                assertThat(classification.confusion()[actual][predicted])
                        .isEqualTo(reference.getConfusion().getCount(actual, predicted));
            }
        }
        double crossEntropy = -labels.mul(org.nd4j.linalg.ops.transforms.Transforms.log(output))
                        .sumNumber()
                        .doubleValue()
                / 300;
        assertThat(classification.loss()).isCloseTo(crossEntropy, within(1e-3 * crossEntropy));
        assertThat(classification.correctTop5()).isGreaterThanOrEqualTo(classification.correct());
        assertThat(classification.imagesPerSecond()).isPositive();
    }

    @Test
    void theIntervalIsWilsons() {
        // Wilson 1927 at 95 %: 81 of 263, as in Newcombe, Statistics in Medicine 17 (1998), table I
        Classification.Interval interval = Classification.Interval.wilson(81, 263);

        assertThat(interval.value()).isCloseTo(0.3080, within(5e-5));
        assertThat(interval.lower()).isCloseTo(0.2553, within(5e-5));
        assertThat(interval.upper()).isCloseTo(0.3662, within(5e-5));
    }

    @Test
    void theIntervalOfAPerfectScoreStaysBelowOne() {
        Classification.Interval interval = Classification.Interval.wilson(20, 20);

        assertThat(interval.lower()).isCloseTo(0.8389, within(5e-5));
        assertThat(interval.upper()).isCloseTo(1, within(1e-12));
    }

    @Test
    void theLossOfCertainAndRightPredictionsIsZero() {
        Predictions predictions = new Predictions(new float[][] {{1, 0}, {0, 1}});

        assertThat(predictions.loss(new int[] {0, 1})).isZero();
        assertThat(predictions.correct(new int[] {0, 1})).isEqualTo(2);
    }

    @Test
    void aProbabilityThatIsNoNumberShowsInTheLoss() {
        float[] row = new float[3];
        Arrays.fill(row, Float.NaN);

        assertThat(new Predictions(new float[][] {row}).loss(new int[] {1})).isNaN();
    }

    @Test
    void ranksCountTheMoreProbableClasses() {
        Predictions predictions = new Predictions(new float[][] {{0.1f, 0.4f, 0.3f, 0.2f}});

        assertThat(predictions.rank(0, 1)).isZero();
        assertThat(predictions.rank(0, 0)).isEqualTo(3);
        assertThat(predictions.mostProbable(0)).isEqualTo(1);
    }
}
