package io.filterfit.training;

import io.filterfit.dataset.NetworkInput;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Classification;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.spec.Checks;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.surgery.SoftCut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One training of one network: step after step, a validation after every epoch. What the next step depends on is in {@link #state()};
 * nothing else that changes has any influence on the weights.
 */
final class TrainingRun {

    private static final int MOST_SETBACKS = 2;

    private final TrainingSpec spec;
    private final long seed;
    private final TrainingObserver observer;
    private final Checkpoints checkpoints;
    private final ComputationGraph network;
    private final TrainingSplits images;
    private final Optional<SoftCut> softCut;
    private final String identity;
    private final int stepsPerEpoch;
    private final CosineSchedule schedule;
    private final GradientEngine engine;
    private final GradientSum gradients;
    private final Objective objective;
    private final Optional<Teacher> teacher;
    private final Optional<WeightAverage> average;
    private final NesterovSgd optimiser;
    private final BatchFeed batches;
    private final ProgressMeter meter;
    private final List<TrainingHistory.Epoch> epochs = new ArrayList<>();
    private final List<TrainingHistory.Setback> setbacks = new ArrayList<>();
    private final LossWatch losses;
    private int step;
    private EpochTotals totals = EpochTotals.NONE;
    private BestWeights best;
    private TrainingState good;

    TrainingRun(
            TrainingSpec spec,
            long seed,
            TrainingObserver observer,
            Checkpoints checkpoints,
            TrainingTask task,
            GradientEngine engine) {
        this.network = task.network();
        this.images = task.images();
        this.softCut = task.softCut();
        this.spec = spec;
        this.seed = seed;
        this.observer = observer;
        this.checkpoints = checkpoints;
        CNN2DFormat layout = NetworkInput.of(network).layout();
        this.identity = RunIdentity.of(spec, seed, task);
        this.stepsPerEpoch = BatchPlan.steps(images.training().size(), spec.batchSize());
        this.schedule = new CosineSchedule(
                spec.learningRate(),
                (int) Math.round(spec.warmupEpochs() * stepsPerEpoch),
                spec.epochs() * stepsPerEpoch);
        this.engine = engine;
        network.initGradientsView();
        this.gradients =
                new GradientSum(engine, network.getFlattenedGradients(), spec.microBatches(), spec.batchSize());
        this.objective = objective(spec);
        this.teacher = Optional.ofNullable(spec.distillation()).map(distillation -> teacher(task, layout));
        this.average = Optional.ofNullable(spec.ema()).map(ema -> new WeightAverage(ema, network.params()));
        this.optimiser = new NesterovSgd(network, spec.momentum(), spec.weightDecay());
        this.batches = new BatchFeed(spec, seed, images.training(), layout);
        this.losses = new LossWatch(objective.ofGuessing(images.training().classes()));
        this.meter = new ProgressMeter(observer, spec.epochs(), stepsPerEpoch);
    }

    private static Objective objective(TrainingSpec spec) {
        Objective labels = new CrossEntropy(spec.labelSmoothing());
        return spec.distillation() == null ? labels : new DistilledObjective(spec.distillation(), labels);
    }

    private Teacher teacher(TrainingTask task, CNN2DFormat layout) {
        ComputationGraph other = task.teacher()
                .orElseThrow(() -> Checks.invalid(
                        "training.distillation needs a teacher, a trained network of the same classes; there is none"));
        return new Teacher(other, spec, images.training(), layout);
    }

    /** Leaves the best weights in the network, also if it does not come to an end. */
    TrainingHistory train() {
        try (engine;
                batches) {
            checkpoints.newest(identity).filter(this::isOfThisRun).ifPresentOrElse(this::resume, this::begin);
            teacher.ifPresent(other -> other.prepare(observer::cancelled));
            meter.begin();
            while (!isDone()) {
                leaveIfAsked();
                if (step == (epochs.size() + 1) * stepsPerEpoch) {
                    endEpoch();
                } else {
                    step();
                }
                checkpoints.offer(this::state);
            }
            return new TrainingHistory(
                    epochs, setbacks, best.epoch(), best.initialAccuracy(), best.accuracy(), NativeRuntime.start());
        } catch (CancellationException asked) {
            throw left();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw left();
        } catch (TimeoutException stuck) {
            throw new IllegalStateException(stuck);
        } finally {
            if (best != null) {
                setWeights(best.weights());
            }
            network.clear();
            teacher.ifPresent(Teacher::close);
        }
    }

    private void resume(TrainingState state) {
        restore(state);
        observer.resumed(state);
    }

    private void begin() {
        float[] submitted = weights();
        best = BestWeights.initial(validate(submitted));
        setWeights(submitted);
        good = state(Optional.empty());
    }

    private boolean isDone() {
        return epochs.size() == spec.epochs()
                || spec.earlyStop() != null && Plateau.reached(spec.earlyStop(), best.initialAccuracy(), epochs);
    }

    private void step() throws InterruptedException, TimeoutException {
        try (Batch batch = batches.of(step)) {
            // Dropout draws from ND4J's own generator.
            Nd4j.getRandom().setSeed(new SplittableRandom(seed * 1_000_003 + step).nextLong());
            Batch taught = teacher.map(other -> other.teach(batch)).orElse(batch);
            GradientEngine.StepOutcome outcome = gradients.compute(taught, objective);
            Optional<String> problem = losses.problemWith(outcome.loss() / batch.size());
            if (problem.isPresent()) {
                goBack(step, problem.get());
                return;
            }
            optimiser.step(batch.size(), gradients.parts(batch), learningRate(step));
            average.ifPresent(mean -> mean.add(network.params(), step));
            double seconds = meter.lap();
            step++;
            totals = totals.plus(batch.size(), outcome, seconds);
            meter.step(step, batch.size(), seconds, totals);
        }
    }

    private void endEpoch() {
        int epoch = epochs.size() + 1;
        float[] now = weights();
        Optional<Candidate> averaged;
        Candidate trained;
        try {
            averaged = average.map(mean -> validate(mean.values()));
            trained = validate(now);
        } catch (CancellationException asked) {
            setWeights(now);
            throw asked;
        }
        if (!Double.isFinite(trained.validation().loss())) {
            goBack(step - 1, "the loss on the validation split is no longer a number");
            return;
        }
        Candidate better = averaged.filter(mean -> mean.beats(trained)).orElse(trained);
        if (best.isBeatenBy(better)) {
            best = best.beaten(epoch, better);
        }
        TrainingHistory.Epoch done =
                totals.epoch(epoch, learningRate(step - 1), better.validation(), better != trained, meter.lap());
        epochs.add(done);
        totals = EpochTotals.NONE;
        good = state(Optional.empty());
        observer.epoch(done);
    }

    /** @param wrong the step that was, from 0 */
    private void goBack(int wrong, String problem) {
        int epoch = wrong / stepsPerEpoch + 1;
        if (setbacks.size() == MOST_SETBACKS) {
            throw new CompressionException(
                    FailureReason.TRAINING_DIVERGED,
                    "training diverged in epoch " + epoch + ", step " + (wrong + 1) + ": " + problem + ", also with "
                            + peak() + " as learning rate; lower training.learningRate, which is " + spec.learningRate()
                            + ", or add training.warmupEpochs");
        }
        TrainingHistory.Setback setback = new TrainingHistory.Setback(epoch, wrong + 1, problem, peak() / 2);
        List<TrainingHistory.Setback> all = new ArrayList<>(setbacks);
        all.add(setback);
        restore(good);
        setbacks.clear();
        setbacks.addAll(all);
        observer.setback(setback);
    }

    /** Leaves in the network what was validated: the weights, with the filters zeroed that soft pruning zeroes in them. */
    private Candidate validate(float[] weights) {
        setWeights(weights);
        softCut.ifPresent(cut -> cut.zero(network));
        return new Candidate(weights, Classification.of(network, images.validation(), this::leaveIfAsked));
    }

    private void leaveIfAsked() {
        if (observer.cancelled()) {
            throw new CancellationException();
        }
    }

    private double learningRate(int ofStep) {
        return schedule.at(ofStep) * scale();
    }

    private double peak() {
        return spec.learningRate() * scale();
    }

    /** Every setback halves the rate. */
    private double scale() {
        return Math.pow(0.5, setbacks.size());
    }

    private boolean isOfThisRun(TrainingState state) {
        return state.run().equals(identity) && state.weights().length == network.numParams();
    }

    private TrainingState state() {
        return state(Optional.of(good));
    }

    private TrainingState state(Optional<TrainingState> goodOne) {
        return new TrainingState(
                identity,
                step,
                weights(),
                optimiser.velocity(),
                average.map(WeightAverage::values),
                losses.recent(),
                totals,
                epochs,
                setbacks,
                best,
                goodOne);
    }

    private void restore(TrainingState state) {
        step = state.step();
        setWeights(state.weights());
        optimiser.restore(state.velocity());
        losses.restore(state.losses());
        average.ifPresent(mean -> mean.restore(state.average().orElseThrow()));
        totals = state.totals();
        epochs.clear();
        epochs.addAll(state.epochs());
        setbacks.clear();
        setbacks.addAll(state.setbacks());
        best = state.best();
        good = state.good().orElse(state);
    }

    private float[] weights() {
        return network.params().toFloatVector();
    }

    private void setWeights(float[] values) {
        INDArray weights = network.params();
        weights.assign(Nd4j.createFromArray(values).reshape(weights.shape()));
    }

    /** Hands over to whoever goes on. */
    private CompressionException left() {
        if (good != null) {
            checkpoints.handOver(state());
        }
        return new CompressionException(FailureReason.CANCELLED, "training was cancelled");
    }
}
