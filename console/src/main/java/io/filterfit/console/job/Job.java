package io.filterfit.console.job;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CancelRequested;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.PruningCompleted;
import io.filterfit.contracts.RoundEvent;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.StageProgressed;
import io.filterfit.spec.FailureReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that is known of one job; thread-safe. Every event but progress is kept, once however often it is told; of progress, the last of
 * every stage and of every epoch of training.
 */
public final class Job {

    private static final Comparator<StageProgressed> LATER =
            Comparator.comparingInt(StageProgressed::attempt).thenComparingLong(StageProgressed::sequence);

    private final JobId id;
    private final Map<String, JobEvent> told = new HashMap<>();
    private final Map<Step, JobEvent> progress = new TreeMap<>();
    private final Map<Step, Map<Integer, JobEvent>> epochs = new TreeMap<>();
    private final Set<Follower> followers = new LinkedHashSet<>();
    private CompressRequested request;
    private JobEvent end;
    private RoundEvent furthest;
    private Instant cancelRequested;
    private Instant first = Instant.MAX;

    /** Somebody who wants to know. */
    interface Follower {
        void told(JobEvent event);

        /** Nothing more will be told. */
        void ended();
    }

    /** One stage of one round. */
    record Step(int round, Stage stage) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            return round != other.round ? Integer.compare(round, other.round) : stage.compareTo(other.stage);
        }
    }

    Job(JobId id) {
        this.id = id;
    }

    synchronized void note(JobEvent event) {
        var news = event.event() instanceof StageProgressed progressed
                ? noteProgress(progressed, event)
                : told.putIfAbsent(event.event().eventId(), event) == null && noteMilestone(event);
        if (news) {
            followers.forEach(follower -> follower.told(event));
        }
        if (end != null) {
            followers.forEach(Follower::ended);
            followers.clear();
        }
    }

    private boolean noteProgress(StageProgressed progressed, JobEvent event) {
        var step = new Step(progressed.round(), progressed.stage());
        if (progressed.training() != null) {
            epochs.computeIfAbsent(step, any -> new TreeMap<>())
                    .merge(progressed.training().epoch(), event, Job::later);
        }
        first = event.time().isBefore(first) ? event.time() : first;
        var before = progress.get(step);
        if (before != null && LATER.compare(progressed, (StageProgressed) before.event()) <= 0) {
            return false;
        }
        progress.put(step, event);
        return true;
    }

    private static JobEvent later(JobEvent one, JobEvent other) {
        return LATER.compare((StageProgressed) one.event(), (StageProgressed) other.event()) >= 0 ? one : other;
    }

    private boolean noteMilestone(JobEvent event) {
        if (event.event() instanceof CancelRequested) {
            cancelRequested = event.time();
            return true;
        }
        first = event.time().isBefore(first) ? event.time() : first;
        if (event.event() instanceof CompressRequested requested) {
            request = requested;
        } else if (event.event() instanceof RoundEvent handedOn) {
            request = request == null ? handedOn.round().request() : request;
        } else if (end == null) {
            end = event;
        }
        if (event.event() instanceof RoundEvent handedOn && (furthest == null || isFurther(handedOn))) {
            furthest = handedOn;
        }
        return true;
    }

    private boolean isFurther(RoundEvent handedOn) {
        return new Step(handedOn.round().number(), Steps.nextAfter(handedOn))
                        .compareTo(new Step(furthest.round().number(), Steps.nextAfter(furthest)))
                > 0;
    }

    /**
     * Tells a follower everything that is kept, in order, and whatever comes after it, to the end of the job.
     */
    synchronized void follow(Follower follower) {
        events().forEach(follower::told);
        if (end == null) {
            followers.add(follower);
        } else {
            follower.ended();
        }
    }

    synchronized void leave(Follower follower) {
        followers.remove(follower);
    }

    public JobId id() {
        return id;
    }

    /** Whether there is more to it than somebody's wish to have it stopped. */
    synchronized boolean isKnown() {
        return request != null || end != null || !progress.isEmpty();
    }

    /** Empty if the request was no valid one, or is older than what the topics hold. */
    public synchronized Optional<CompressRequested> request() {
        return Optional.ofNullable(request);
    }

    public synchronized Instant requestedAt() {
        return first;
    }

    public synchronized Optional<Instant> endedAt() {
        return Optional.ofNullable(end).map(JobEvent::time);
    }

    public synchronized Optional<CompressionCompleted> completed() {
        return end().filter(CompressionCompleted.class::isInstance).map(CompressionCompleted.class::cast);
    }

    public synchronized Optional<CompressionFailed> failed() {
        return end().filter(CompressionFailed.class::isInstance).map(CompressionFailed.class::cast);
    }

    private Optional<Event> end() {
        return Optional.ofNullable(end).map(JobEvent::event);
    }

    public synchronized JobStatus status() {
        if (end != null) {
            return failed().map(failure ->
                            failure.reason() == FailureReason.CANCELLED ? JobStatus.CANCELLED : JobStatus.FAILED)
                    .orElse(JobStatus.COMPLETED);
        }
        if (cancelRequested != null) {
            return JobStatus.CANCELLING;
        }
        return progress.isEmpty() && (furthest == null || furthest instanceof CompressRequested)
                ? JobStatus.QUEUED
                : JobStatus.RUNNING;
    }

    /** Every stage of every round, in order. */
    public synchronized List<StageView> stages() {
        var rounds = request == null ? 1 : request.spec().allRounds();
        return new Steps(told.values(), progress, failed()).views(rounds);
    }

    /** The stage that is at work, waits for the job or ended it; the last one once the job is done. */
    public StageView stage() {
        var all = stages();
        return all.stream()
                .filter(view -> view.state() != StageView.State.DONE)
                .findFirst()
                .orElseGet(() -> all.get(all.size() - 1));
    }

    public synchronized JobSummary summary() {
        return JobSummary.of(this);
    }

    public synchronized List<TrainingPoint> trainingCurve() {
        var points = new TreeSet<TrainingPoint>();
        epochs.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .map(event -> TrainingPoint.of((StageProgressed) event.event()))
                .forEach(points::add);
        return List.copyOf(points);
    }

    /** What is kept, in order. */
    public synchronized List<JobEvent> events() {
        return Stream.of(
                        told.values().stream(),
                        progress.values().stream(),
                        epochs.values().stream().map(Map::values).flatMap(Collection::stream))
                .flatMap(events -> events)
                .distinct()
                .sorted(JobEvent.ORDER)
                .toList();
    }

    /** What the pruner said of the last round that it cut; empty before. */
    public synchronized Optional<PruningCompleted> lastCut() {
        return told.values().stream()
                .map(JobEvent::event)
                .filter(PruningCompleted.class::isInstance)
                .map(PruningCompleted.class::cast)
                .filter(pruned ->
                        pruned.round().request().spec().cutsIn(pruned.round().number()))
                .max(Comparator.comparingInt(pruned -> pruned.round().number()));
    }

    /** What can be fetched, by the name that it is fetched by. */
    public synchronized Map<String, ArtifactReference> artifacts() {
        var all = new LinkedHashMap<String, ArtifactReference>();
        completed().ifPresent(done -> {
            all.put("model", done.model());
            if (done.onnx() != null) {
                all.put("onnx", done.onnx());
            }
            all.put("manifest", done.manifest());
            all.put("report", done.report());
            all.put("report-page", done.reportPage());
        });
        if (request != null) {
            all.put("submitted", request.model());
        }
        if (furthest != null) {
            all.putAll(furthest.artifacts());
        }
        failed().ifPresent(failure -> all.putAll(failure.artifacts()));
        return all;
    }

    /** For the message of a failure, or for tests. */
    @Override
    public String toString() {
        return "job " + id + ", " + status().label() + ", " + new ArrayList<>(stages());
    }
}
