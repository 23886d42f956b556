package io.filterfit.training;

import io.filterfit.dataset.NetworkInput;
import io.filterfit.onednn.Precision;
import io.filterfit.onednn.TrainingProgram;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Passes that were compiled to oneDNN, one program for each size of batch. */
final class CompiledEngine implements GradientEngine {

    private final ComputationGraph network;
    private final NetworkInput input;
    private final Precision precision;
    private final Map<Long, TrainingProgram> programs = new HashMap<>();

    CompiledEngine(ComputationGraph network, NetworkInput input, Precision precision) {
        this.network = network;
        this.input = input;
        this.precision = precision;
    }

    @Override
    public StepOutcome compute(Batch batch, Objective objective) {
        LossOfBatch loss = new LossOfBatch(batch, objective);
        programs.computeIfAbsent(
                        batch.features().size(0),
                        size -> program(batch.features().shape()))
                .run(batch.features(), loss::gradient);
        return loss.outcome;
    }

    private TrainingProgram program(long[] shape) {
        return new TrainingProgram(network, shape, input.layout(), precision);
    }

    @Override
    public void close() {
        programs.values().forEach(TrainingProgram::close);
        programs.clear();
    }

    private final class LossOfBatch {

        private final Batch batch;
        private final Objective objective;
        private StepOutcome outcome;

        LossOfBatch(Batch batch, Objective objective) {
            this.batch = batch;
            this.objective = objective;
        }

        float[] gradient(float[] values) {
            Logits logits = new Logits(values, input.classes());
            float[] gradient = new float[values.length];
            outcome = new StepOutcome(objective.evaluate(logits, batch, gradient), logits.correct(batch.labels()));
            return gradient;
        }
    }
}
