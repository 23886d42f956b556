package io.filterfit.surgery;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.evaluation.Classification;
import io.filterfit.plan.PruningPlan;
import io.filterfit.plan.Trial;
import io.filterfit.recovery.Recovery.Recovered;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Measures how much less of the validation split a cut and recovered network classifies rightly than the original. */
final class AccuracyTrial implements Trial {

    private final ImageSplit validation;
    private final double largest;
    private final Function<PruningPlan, Recovered> recovery;
    private final double before;
    private Recovered lastThatMet;

    /** @param largest drop that is allowed */
    AccuracyTrial(
            ComputationGraph original,
            ImageSplit validation,
            double largest,
            Function<PruningPlan, Recovered> recovery) {
        this.validation = validation;
        this.largest = largest;
        this.recovery = recovery;
        before = accuracy(original);
    }

    @Override
    public double measure(PruningPlan plan) {
        Recovered recovered = recovery.apply(plan);
        double drop = before - accuracy(recovered.network());
        if (drop <= largest) {
            lastThatMet = recovered;
        }
        return drop;
    }

    /** So that what was measured need not be made again. */
    Recovered lastThatMet() {
        return lastThatMet;
    }

    private double accuracy(ComputationGraph network) {
        return Classification.of(network, validation).accuracy().value();
    }
}
