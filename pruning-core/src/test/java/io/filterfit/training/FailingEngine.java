package io.filterfit.training;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** Gives a loss that is no number for some calls. */
final class FailingEngine implements GradientEngine {

    private final GradientEngine engine;
    private final IntPredicate wrong;
    private final AtomicInteger calls;

    /**
     * @param calls counts them
     * @param wrong by the number of the call, from 1
     */
    FailingEngine(GradientEngine engine, AtomicInteger calls, IntPredicate wrong) {
        this.engine = engine;
        this.calls = calls;
        this.wrong = wrong;
    }

    @Override
    public StepOutcome compute(Batch batch, Objective objective) {
        StepOutcome outcome = engine.compute(batch, objective);
        return wrong.test(calls.incrementAndGet()) ? new StepOutcome(Double.NaN, outcome.correct()) : outcome;
    }

    @Override
    public void close() {
        engine.close();
    }
}
