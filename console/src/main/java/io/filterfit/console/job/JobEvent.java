package io.filterfit.console.job;

import io.filterfit.contracts.Event;
import io.filterfit.contracts.EventType;
import java.time.Instant;
import java.util.Comparator;

/**
 * Something that happened to a job.
 *
 * @param time of the message
 */
public record JobEvent(Event event, Instant time) {

    /** As told, and those of the same time in one and the same order everywhere. */
    static final Comparator<JobEvent> ORDER = Comparator.comparing(JobEvent::time)
            .thenComparing(told -> EventType.of(told.event()))
            .thenComparing(told -> told.event().eventId());

    /** For instance {@code stage-progressed}. */
    public String type() {
        return EventType.of(event).label();
    }
}
