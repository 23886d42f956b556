package io.filterfit.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.filterfit.spec.Checks;

/**
 * A stage is at work; sent at most once a second, and may be lost.
 *
 * @param round from 1
 * @param attempt which attempt of the stage, from 1
 * @param sequence counts this attempt's progress events from 1
 * @param fraction of the stage's work that is done, 0 to 1
 * @param activity what the stage is doing, for people, for instance {@code reading the network}
 * @param secondsLeft an estimate, null where there is none
 * @param training where the fine-tuning is, null in all other stages
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageProgressed(
        JobId jobId,
        int round,
        Stage stage,
        int attempt,
        long sequence,
        double fraction,
        String activity,
        Double secondsLeft,
        TrainingProgress training)
        implements Event {

    public StageProgressed {
        Checks.present("jobId", jobId);
        Checks.atLeast("round", round, 1);
        Checks.present("stage", stage);
        Checks.atLeast("attempt", attempt, 1);
        Checks.atLeast("fraction", fraction, 0);
        Checks.present("activity", activity);
    }

    @Override
    public String eventId() {
        return jobId + "/round-" + round + "/" + stage.label() + "/attempt-" + attempt + "/progress-" + sequence;
    }
}
