package io.filterfit.console.job;

import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Topic;
import io.filterfit.contracts.UndecodableEventException;
import io.filterfit.service.TopicLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** All jobs that the topics tell of. */
@ApplicationScoped
public class Jobs {

    private static final Logger LOG = Logger.getLogger(Jobs.class);
    private static final Comparator<JobSummary> LATEST_FIRST =
            Comparator.comparing(JobSummary::requestedAt).reversed().thenComparing(JobSummary::id);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<JobId, Job> jobs = new ConcurrentHashMap<>();
    private final EventCodec codec;
    private final TopicLog log;

    Jobs(@Identifier("default-kafka-broker") Map<String, Object> kafka, EventCodec codec) {
        this.codec = codec;
        this.log = new TopicLog(kafka, "jobs", EnumSet.complementOf(EnumSet.of(Topic.DEAD_LETTERS)), this::note);
    }

    /** Whether everything has been read that the topics held at the start. */
    public boolean isComplete() {
        return log.isCaughtUp();
    }

    public Optional<Job> find(JobId id) {
        return Optional.ofNullable(jobs.get(id)).filter(Job::isKnown);
    }

    /** Gives a job that was just requested a moment to come back from its topic. */
    public void await(JobId id) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (find(id).isEmpty() && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The data sets that jobs name, and these. */
    public List<String> datasets(List<String> others) {
        return Stream.concat(
                        others.stream(),
                        jobs.values().stream()
                                .flatMap(job -> job.request().stream())
                                .map(request -> request.spec().dataset()))
                .distinct()
                .sorted()
                .toList();
    }

    public JobPage list(JobQuery query) {
        var matching = jobs.values().stream()
                .filter(Job::isKnown)
                .map(JobSummary::of)
                .filter(query::matches)
                .sorted(LATEST_FIRST)
                .toList();
        int pages = Math.max(1, (matching.size() + query.size() - 1) / query.size());
        var shown = matching.stream()
                .skip((query.page() - 1L) * query.size())
                .limit(query.size())
                .toList();
        return new JobPage(matching.size(), query.page(), pages, shown);
    }

    /** What is known of a job, and what happens to it from now on, to its end. */
    public Multi<JobEvent> follow(Job job) {
        return Multi.createFrom().emitter(emitter -> {
            var follower = new Job.Follower() {
                @Override
                public void told(JobEvent event) {
                    emitter.emit(event);
                }

                @Override
                public void ended() {
                    emitter.complete();
                }
            };
            emitter.onTermination(() -> job.leave(follower));
            job.follow(follower);
        });
    }

    private void note(ConsumerRecord<String, byte[]> message) {
        try {
            var event = codec.decode(message.value());
            jobs.computeIfAbsent(event.jobId(), Job::new)
                    .note(new JobEvent(event, Instant.ofEpochMilli(message.timestamp())));
        } catch (UndecodableEventException notOurs) {
            // Anybody may write to a topic; the services put such messages aside.
            LOG.debugf("a message on %s is passed over: %s", message.topic(), notOurs.getMessage());
        }
    }

    void start(@Observes StartupEvent startup) {
        log.start();
    }

    void end(@Observes ShutdownEvent shutdown) {
        log.close();
    }
}
