package io.filterfit.cli.retention;

import io.filterfit.cli.pipeline.PipelineAddress;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.UndecodableEventException;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreLayout;
import io.filterfit.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Finds what of jobs that ended before some time is in the store, and deletes it. */
public final class GarbageCollector {

    private static final EventCodec CODEC = new EventCodec("/filterfit/cli");

    private final PipelineAddress address;
    private final ArtifactStore store;
    private final Instant before;

    /** @param before younger things stay */
    public GarbageCollector(PipelineAddress address, ArtifactStore store, Instant before) {
        this.address = address;
        this.store = store;
        this.before = before;
    }

    /** Reads the topics and lists the store; changes nothing. */
    public Garbage find() {
        var told = ToldJobs.read(address);
        var search = new Search(told);
        storedJobs(search::look);
        return search.garbage();
    }

    /** Commits the ends that only the topics tell of, and then deletes. */
    public void delete(Garbage garbage) {
        for (var job : garbage.jobs()) {
            if (job.uncommitted() != null) {
                store.create(
                        job.uncommitted().outcomeKey(),
                        CODEC.encode(job.uncommitted().event(), job.ended()));
            }
            store.deleteAll(keys(job.objects()));
        }
        store.deleteAll(keys(garbage.models()));
        store.deleteAll(keys(garbage.cache()));
    }

    /** One job after the other, for all their objects together may be more than the memory holds. */
    private void storedJobs(Consumer<StoredJob> handler) {
        var current = new AtomicReference<StoredJob>();
        store.forEach(
                StoreLayout.JOBS, object -> StoreLayout.jobOf(object.key()).ifPresent(job -> {
                    if (current.get() == null || !current.get().id().equals(job)) {
                        Optional.ofNullable(current.getAndSet(new StoredJob(job)))
                                .ifPresent(handler);
                    }
                    current.get().add(object);
                }));
        Optional.ofNullable(current.get()).ifPresent(handler);
    }

    private static List<String> keys(List<StoredObject> objects) {
        return objects.stream().map(StoredObject::key).toList();
    }

    /** Sorts jobs into those that go and those that stay, with what those name that stay. */
    private final class Search {

        private final ToldJobs told;
        private final Map<String, Set<String>> models;
        private final List<Garbage.Job> old = new ArrayList<>();
        private final Set<String> oldIds = new HashSet<>();
        private long unfinished;
        private long recent;

        Search(ToldJobs told) {
            this.told = told;
            this.models = told.models();
        }

        void look(StoredJob job) {
            var ending = told.knows(job.id()) ? told.ending(job.id()) : committedEnding(job);
            if (ending.isEmpty()) {
                unfinished++;
            } else if (!ending.get().time().isBefore(before) || !job.newest().isBefore(before)) {
                recent++;
            } else {
                oldIds.add(job.id());
                var uncommitted = job.outcomes().contains(ending.get().outcomeKey()) ? null : ending.get();
                old.add(new Garbage.Job(
                        job.id(), ending.get().label(), ending.get().time(), job.artifacts(), uncommitted));
            }
        }

        Garbage garbage() {
            Set<String> named = modelsOf(false);
            Set<String> ofOldJobs = modelsOf(true);
            var jobs = old.stream()
                    .map(job -> new Garbage.Job(
                            job.id(), job.state(), job.ended(), without(named, job.objects()), job.uncommitted()))
                    .filter(job -> !job.objects().isEmpty())
                    .sorted(Comparator.comparing(Garbage.Job::ended))
                    .toList();
            var networks = olderObjects(StoreLayout.MODELS + "/").stream()
                    .filter(object -> ofOldJobs.contains(uri(object)))
                    .toList();
            return new Garbage(
                    jobs,
                    without(named, networks),
                    olderObjects(StoreLayout.CACHE),
                    new Garbage.Kept(unfinished, recent));
        }

        /** What a job that the topics have forgotten left in the store tells the rest. */
        private Optional<Ending> committedEnding(StoredJob job) {
            Optional<Ending> ending = Optional.empty();
            for (var key : job.outcomes()) {
                var event = event(key);
                event.flatMap(ToldJobs::requestOf)
                        .ifPresent(request -> models.computeIfAbsent(job.id(), any -> new HashSet<>())
                                .add(request.model().uri().toString()));
                var found = event.flatMap(end -> Ending.of(end, job.newest()));
                ending = found.isPresent() ? found : ending;
            }
            return ending;
        }

        private Optional<Event> event(String outcome) {
            try {
                var document = store.read(outcome);
                return document.isEmpty() ? Optional.empty() : Optional.of(CODEC.decode(document.get()));
            } catch (UndecodableEventException e) {
                return Optional.empty(); // of a later version, perhaps: the job counts as unfinished and stays
            }
        }

        private Set<String> modelsOf(boolean oldJobs) {
            Set<String> uris = new HashSet<>();
            models.forEach((job, ofJob) -> {
                if (oldIds.contains(job) == oldJobs) {
                    uris.addAll(ofJob);
                }
            });
            return uris;
        }

        private List<StoredObject> olderObjects(String prefix) {
            List<StoredObject> older = new ArrayList<>();
            store.forEach(prefix, object -> {
                if (object.modified().isBefore(before)) {
                    older.add(object);
                }
            });
            return older;
        }

        private List<StoredObject> without(Set<String> uris, List<StoredObject> objects) {
            return objects.stream()
                    .filter(object -> !uris.contains(uri(object)))
                    .toList();
        }

        private String uri(StoredObject object) {
            return ArtifactReference.of(store.bucket(), object.key(), 1, "0".repeat(64))
                    .uri()
                    .toString();
        }
    }
}
