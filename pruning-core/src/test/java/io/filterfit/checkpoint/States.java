package io.filterfit.checkpoint;

import io.filterfit.training.BestWeights;
import io.filterfit.training.EpochTotals;
import io.filterfit.training.TrainingHistory;
import io.filterfit.training.TrainingState;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Made-up states of training runs. */
final class States {

    static final String RUN = "ab".repeat(32);

    private States() {}

    /** In the middle of the second epoch, with one setback; its good state shares the best weights. */
    static TrainingState at(int step) {
        Random random = new Random(step);
        float[] bestWeights = array(random);
        BestWeights best = new BestWeights(0.1, 1, 12, 0.75, 0.125, bestWeights);
        List<TrainingHistory.Epoch> epochs =
                List.of(new TrainingHistory.Epoch(1, 0.1, 1.5, 0.5, 1 / 3.0, 0.75, true, 300, 2.5));
        List<TrainingHistory.Setback> setbacks = List.of(new TrainingHistory.Setback(1, 2, "the loss is gone", 0.05));
        TrainingState good = new TrainingState(
                RUN,
                5,
                bestWeights,
                array(random),
                Optional.empty(),
                List.of(),
                new EpochTotals(0, 0, 0, 0),
                epochs,
                setbacks,
                best,
                Optional.empty());
        return new TrainingState(
                RUN,
                step,
                array(random),
                array(random),
                Optional.of(array(random)),
                List.of(0.1, 2.0),
                new EpochTotals(32, 20, 17.25, 0.5),
                epochs,
                setbacks,
                best,
                Optional.of(good));
    }

    private static float[] array(Random random) {
        float[] values = new float[17_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        values[0] = Float.NaN;
        return values;
    }
}
