package io.filterfit.cli.retention;

import io.filterfit.cli.pipeline.EventReader;
import io.filterfit.cli.pipeline.PipelineAddress;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.RoundEvent;
import io.filterfit.contracts.Topic;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the topics tell of jobs; of one that is older than the topics' retention, nothing. */
final class ToldJobs {

    private static final Set<Topic> TOPICS =
            EnumSet.complementOf(EnumSet.of(Topic.DEAD_LETTERS, Topic.CANCELLATIONS, Topic.PROGRESS));

    private final Map<String, Ending> endings = new HashMap<>();
    private final Map<String, Set<String>> models = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    private ToldJobs() {}

    static ToldJobs read(PipelineAddress address) {
        var told = new ToldJobs();
        new EventReader(address).readAll(TOPICS, told::note);
        return told;
    }

    boolean knows(String job) {
        return known.contains(job);
    }

    Optional<Ending> ending(String job) {
        return Optional.ofNullable(endings.get(job));
    }

    /** The URIs of the networks that each job was asked to compress: one, or more if several requests took the same id. */
    Map<String, Set<String>> models() {
        return models;
    }

    private void note(Event event, Instant time) {
        var job = event.jobId().value();
        known.add(job);
        // Of several tellings the last one counts: somebody may only now be fetching what it names.
        Ending.of(event, time)
                .ifPresent(ending ->
                        endings.merge(job, ending, (one, other) -> other.time().isAfter(one.time()) ? other : one));
        requestOf(event).ifPresent(request -> models.computeIfAbsent(job, any -> new HashSet<>())
                .add(request.model().uri().toString()));
    }

    static Optional<CompressRequested> requestOf(Event event) {
        if (event instanceof RoundEvent handedOn) {
            return Optional.of(handedOn.round().request());
        }
        return event instanceof CompressionCompleted completed ? Optional.of(completed.request()) : Optional.empty();
    }
}
