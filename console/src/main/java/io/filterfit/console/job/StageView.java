package io.filterfit.console.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.filterfit.contracts.Stage;
import java.util.Locale;

/**
 * How one stage of one round is doing.
 *
 * @param fraction of its work that is done, 0 to 1
 * @param activity what it does or did last, for people; null if it has not said anything
 * @param secondsLeft an estimate, null where there is none
 * @param seconds that the work took, null until it is done
 * @param attempt which attempt is under way or succeeded, 0 if none has begun
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageView(
        int round,
        Stage stage,
        State state,
        double fraction,
        String activity,
        Double secondsLeft,
        Double seconds,
        int attempt) {

    /** What a stage does with a job. */
    public enum State {
        /** A stage before is at it. */
        AHEAD,
        /** Its turn, but no replica has begun. */
        WAITING,
        RUNNING,
        DONE,
        /** It ended the job without a result. */
        STOPPED;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The share that is done, in whole percent. */
    public int percent() {
        return (int) Math.round(100 * fraction);
    }
}
