package io.filterfit.cli.retention;

import io.filterfit.store.StoredObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What may go.
 *
 * @param jobs that ended long enough ago, the oldest first
 * @param models networks that only such jobs were about
 * @param cache what was measured long enough ago
 * @param kept what stays
 */
public record Garbage(List<Job> jobs, List<StoredObject> models, List<StoredObject> cache, Kept kept) {

    /**
     * One job's.
     *
     * @param ended when its end was told
     * @param uncommitted the end, if only the topics tell of it; to be committed before anything goes
     */
    public record Job(String id, String state, Instant ended, List<StoredObject> objects, Ending uncommitted) {

        public long bytes() {
            return Garbage.bytes(objects);
        }
    }

    /**
     * Why jobs stay.
     *
     * @param unfinished nothing tells of their end: they run, or the topics have forgotten them before they ended
     * @param recent they ended, or were written to, too recently
     */
    public record Kept(long unfinished, long recent) {}

    public long objects() {
        return all().mapToLong(Collection::size).sum();
    }

    public long bytes() {
        return all().mapToLong(Garbage::bytes).sum();
    }

    private Stream<List<StoredObject>> all() {
        return Stream.concat(jobs.stream().map(Job::objects), Stream.of(models, cache));
    }

    private static long bytes(List<StoredObject> objects) {
        return objects.stream().mapToLong(StoredObject::size).sum();
    }
}
