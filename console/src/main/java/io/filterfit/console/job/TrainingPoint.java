package io.filterfit.console.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.filterfit.contracts.StageProgressed;

/**
 * The training curve at one epoch, from the last that was told of it.
 *
 * @param progress of the trainer, in that epoch
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingPoint(int round, int epoch, StageProgressed progress) implements Comparable<TrainingPoint> {

    static TrainingPoint of(StageProgressed progress) {
        return new TrainingPoint(progress.round(), progress.training().epoch(), progress);
    }

    @Override
    public int compareTo(TrainingPoint other) {
        return round != other.round ? Integer.compare(round, other.round) : Integer.compare(epoch, other.epoch);
    }
}
