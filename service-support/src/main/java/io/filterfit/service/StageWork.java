package io.filterfit.service;

import io.filterfit.contracts.Event;
import io.filterfit.contracts.RoundEvent;
import io.filterfit.contracts.Stage;
import io.filterfit.spec.CompressionException;

/**
 * What one stage does with one round of one job.
 *
 * @param <E> the event that hands the round over to this stage
 */
public interface StageWork<E extends RoundEvent> {

    Stage stage();

    Class<E> input();

    /** Whether an attempt may go on from the {@link StageContext#checkpoints checkpoints} of the one before. */
    default boolean keepsCheckpoints() {
        return false;
    }

    /**
     * Does the work and tells what came of it. May run more than once for the same event, also at the same time in another
     * process: what it produces must depend on nothing but the event.
     *
     * @throws CompressionException if the job cannot go on; anything else that is thrown is a defect, and the work is
     *     tried again
     */
    Event perform(E event, StageContext context) throws Exception;
}
