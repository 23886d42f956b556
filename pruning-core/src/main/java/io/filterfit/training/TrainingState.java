package io.filterfit.training;

import java.util.List;
import java.util.Optional;

/**
 * Where a training run is between two steps. With it and what the run was begun with (network, images, specification, seed),
 * training goes on in any process as if it had never been left: everything random is a function of the seed and the step. Nobody
 * changes the arrays; states share them.
 *
 * @param run which run it is of, see {@link RunIdentity}; no other run may go on from it
 * @param step steps done, over all epochs
 * @param weights all parameters, flat, as in {@code network.params()}
 * @param velocity of the optimiser, one value a weight
 * @param average of the weights over the steps so far, where the run keeps one
 * @param losses mean loss of the last steps, see {@link LossWatch}
 * @param totals what the epoch under way has added up to
 * @param epochs those that are through, validation included
 * @param setbacks how often and why it went back so far
 * @param best what did best on the validation split so far
 * @param good where it goes back to if the loss explodes: the state when the epoch under way began, without a {@code good} of its
 *     own; empty in such a state
 */
public record TrainingState(
        String run,
        int step,
        float[] weights,
        float[] velocity,
        Optional<float[]> average,
        List<Double> losses,
        EpochTotals totals,
        List<TrainingHistory.Epoch> epochs,
        List<TrainingHistory.Setback> setbacks,
        BestWeights best,
        Optional<TrainingState> good) {

    private static final long MOST_STEPS = 1_000_000_000_000L;

    public TrainingState {
        losses = List.copyOf(losses);
        epochs = List.copyOf(epochs);
        setbacks = List.copyOf(setbacks);
    }

    /**
     * Grows with every step, every validation and every setback: of two states of a run, the one with more of it is the newer, and
     * with the same they are the same but for wall times.
     */
    public long progress() {
        return setbacks.size() * MOST_STEPS + step + epochs.size();
    }
}
