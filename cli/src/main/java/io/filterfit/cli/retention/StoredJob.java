package io.filterfit.cli.retention;

import io.filterfit.store.StoreLayout;
import io.filterfit.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the store holds of one job. */
final class StoredJob {

    private final String id;
    private final List<StoredObject> artifacts = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private Instant newest = Instant.EPOCH;

    StoredJob(String id) {
        this.id = id;
    }

    void add(StoredObject object) {
        if (StoreLayout.isOutcome(object.key())) {
            outcomes.add(object.key());
        } else {
            artifacts.add(object);
        }
        newest = object.modified().isAfter(newest) ? object.modified() : newest;
    }

    String id() {
        return id;
    }

    /** Everything but the outcomes: networks, documents, checkpoints, marks of attempts. */
    List<StoredObject> artifacts() {
        return artifacts;
    }

    /** The keys of what came of each stage. */
    List<String> outcomes() {
        return outcomes;
    }

    /** When anything of it was last written. */
    Instant newest() {
        return newest;
    }
}
