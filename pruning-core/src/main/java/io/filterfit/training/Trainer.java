package io.filterfit.training;

import io.filterfit.dataset.NetworkInput;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Classification;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains a network in place, and leaves in it the weights that did best on the validation split. */
public final class Trainer {

    private static final Objective OBJECTIVE = new CrossEntropy();

    private final TrainingSpec spec;
    private final long seed;
    private final TrainingObserver observer;

    /** @param seed of the order of the images and of their augmentation */
    public Trainer(TrainingSpec spec, long seed, TrainingObserver observer) {
        this.spec = spec;
        this.seed = seed;
        this.observer = observer;
    }

    /**
     * Trains for the epochs of the specification.
     *
     * @throws CompressionException TRAINING_DIVERGED if the loss is no longer a number (the network is left with the best
     *     weights so far), CANCELLED if the observer said so, DATASET_UNREADABLE if the images are not for this network
     */
    public TrainingHistory train(ComputationGraph network, TrainingSplits images) {
        NativeRuntime.start();
        NetworkInput input = NetworkInput.of(network);
        input.check(images.training());
        Run run = new Run(network, images, input);
        try {
            return run.train();
        } finally {
            run.keepBest();
        }
    }

    private final class Run {

        private final ComputationGraph network;
        private final TrainingSplits images;
        private final NetworkInput input;
        private final GradientEngine engine;
        private final NesterovSgd optimiser;
        private final CosineSchedule schedule;
        private final int stepsPerEpoch;
        private final List<TrainingHistory.Epoch> epochs = new ArrayList<>();
        private final ProgressMeter meter;
        private final INDArray best;
        private Classification bestValidation;
        private int bestEpoch;

        Run(ComputationGraph network, TrainingSplits images, NetworkInput input) {
            this.network = network;
            this.images = images;
            this.input = input;
            this.engine = new Deeplearning4jEngine(network, input.classes());
            network.initGradientsView();
            this.optimiser = new NesterovSgd(network, spec.momentum(), spec.weightDecay());
            this.stepsPerEpoch = BatchPlan.steps(images.training().size(), spec.batchSize());
            this.schedule = new CosineSchedule(
                    spec.learningRate(),
                    (int) Math.round(spec.warmupEpochs() * stepsPerEpoch),
                    spec.epochs() * stepsPerEpoch);
            this.meter = new ProgressMeter(observer, spec.epochs(), stepsPerEpoch);
            this.best = network.params().dup();
        }

        TrainingHistory train() {
            bestValidation = Classification.of(network, images.validation());
            double initialAccuracy = bestValidation.accuracy().value();
            for (int epoch = 1; epoch <= spec.epochs(); epoch++) {
                epoch(epoch);
            }
            return new TrainingHistory(
                    epochs,
                    bestEpoch,
                    initialAccuracy,
                    bestValidation.accuracy().value());
        }

        private void epoch(int epoch) {
            meter.startEpoch(epoch);
            int firstStep = (epoch - 1) * stepsPerEpoch;
            BatchPlan plan = BatchPlan.of(images.training().size(), spec.augment(), seed, epoch);
            try (BatchProducer batches = new BatchProducer(images.training(), input.layout(), plan, spec.batchSize())) {
                for (int step = firstStep; step < firstStep + stepsPerEpoch; step++) {
                    step(batches, step);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw cancelled();
            } catch (TimeoutException stuck) {
                throw new IllegalStateException(stuck);
            }
            meter.endTraining();
            Classification validation = Classification.of(network, images.validation());
            if (better(validation)) {
                best.assign(network.params());
                bestValidation = validation;
                bestEpoch = epoch;
            }
            TrainingHistory.Epoch done = meter.endEpoch(schedule.at(firstStep + stepsPerEpoch - 1), validation);
            epochs.add(done);
            observer.epoch(done);
        }

        private void step(BatchProducer batches, int step) throws InterruptedException, TimeoutException {
            if (observer.cancelled()) {
                throw cancelled();
            }
            try (Batch batch = batches.next()) {
                GradientEngine.StepOutcome outcome = engine.compute(batch, OBJECTIVE);
                if (!Double.isFinite(outcome.loss())) {
                    throw diverged(step);
                }
                optimiser.step(batch.size(), schedule.at(step));
                meter.step(batch.size(), outcome);
            }
        }

        private boolean better(Classification validation) {
            return validation.correct() > bestValidation.correct()
                    || validation.correct() == bestValidation.correct() && validation.loss() < bestValidation.loss();
        }

        void keepBest() {
            network.params().assign(best);
            network.clear();
        }

        private CompressionException diverged(int step) {
            return new CompressionException(
                    FailureReason.TRAINING_DIVERGED,
                    "training diverged in epoch " + (step / stepsPerEpoch + 1) + ", step " + (step + 1)
                            + ": the loss is no longer a number; lower training.learningRate, which is "
                            + spec.learningRate() + ", or add training.warmupEpochs");
        }

        private CompressionException cancelled() {
            return new CompressionException(FailureReason.CANCELLED, "training was cancelled");
        }
    }
}
