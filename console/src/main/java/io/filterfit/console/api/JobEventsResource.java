package io.filterfit.console.api;

import io.filterfit.console.job.FoundJobs;
import io.filterfit.console.job.JobEvent;
import io.filterfit.console.job.Jobs;
import io.filterfit.console.security.Roles;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/jobs/{job}/events")
@Tag(name = "Jobs")
class JobEventsResource {

    /** Shorter than any proxy's patience with a silent connection. */
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(15);

    private final Jobs jobs;
    private final FoundJobs found;

    JobEventsResource(Jobs jobs, FoundJobs found) {
        this.jobs = jobs;
        this.found = found;
    }

    /** @param event the data of the CloudEvent */
    public record Told(Instant time, Object event) {}

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Roles.READ)
    @NonBlocking
    @Operation(
            summary = "Follow a job",
            description =
                    "Server-sent events: what has happened and what happens, to the end of the job. Their names are"
                            + " those of the events in the AsyncAPI document.")
    public Multi<OutboundSseEvent> follow(@PathParam("job") String job, Sse sse) {
        var events = jobs.follow(found.named(job)).map(event -> Optional.of(outbound(sse, event)));
        var end = Multi.createFrom().item(Optional.<OutboundSseEvent>empty());
        var signs = Multi.createFrom()
                .ticks()
                .every(BETWEEN_SIGNS_OF_LIFE)
                .onOverflow()
                .drop()
                .map(any -> Optional.of(sse.newEventBuilder().comment("").build()));
        return Multi.createBy()
                .merging()
                .streams(Multi.createBy().concatenating().streams(events, end), signs)
                .select()
                .first(Optional::isPresent)
                .map(Optional::get);
    }

    private static OutboundSseEvent outbound(Sse sse, JobEvent event) {
        return sse.newEventBuilder()
                .id(event.event().eventId())
                .name(event.type())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(Told.class, new Told(event.time(), event.event()))
                .build();
    }
}
