package io.filterfit.service;

import io.filterfit.checkpoint.CheckpointShelf;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.store.ArtifactStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** The checkpoints of one stage of one round in the object store: {@code .../checkpoints/<run>/<sha256>/<progress>.zip}. */
final class StoreShelf implements CheckpointShelf {

    private static final Pattern NAME = Pattern.compile(".*/(\\d{1,18})\\.zip");

    private final ArtifactStore store;
    private final String prefix;
    private final LongConsumer uploaded;
    private volatile boolean knownEmpty;

    /** @param uploaded told the size of whatever is put */
    StoreShelf(ArtifactStore store, StageKeys keys, LongConsumer uploaded) {
        this.store = store;
        this.prefix = keys.checkpoints();
        this.uploaded = uploaded;
    }

    /** There was no attempt before, so there is nothing to be listed until something is put. */
    void startEmpty() {
        knownEmpty = true;
    }

    /** The progress of the checkpoint that is furthest, of whatever run; 0 if there is none. */
    long furthest() {
        return keys().stream().mapToLong(key -> progress(key).orElse(0L)).max().orElse(0);
    }

    void clear() {
        keys().forEach(store::delete);
    }

    private List<String> keys() {
        return knownEmpty ? List.of() : store.list(prefix + "/");
    }

    @Override
    public List<Label> of(String run) {
        if (knownEmpty) {
            return List.of();
        }
        return store.kept(prefix + "/" + run).stream()
                .flatMap(file ->
                        progress(file.key())
                                .map(progress -> new Label(run, progress, file.sha256(), file.size()))
                                .stream())
                .toList();
    }

    @Override
    public Path fetch(Label label, Path directory) {
        return store.fetch(ArtifactReference.of(store.bucket(), key(label), label.size(), label.sha256()), directory);
    }

    @Override
    public void put(String run, long progress, Path file) {
        knownEmpty = false;
        uploaded.accept(store.keep(file, prefix + "/" + run, name(progress)).size());
    }

    @Override
    public void delete(Label label) {
        store.delete(key(label));
    }

    private String key(Label label) {
        return prefix + "/" + label.run() + "/" + label.sha256() + "/" + name(label.progress());
    }

    private static String name(long progress) {
        return "%016d.zip".formatted(progress);
    }

    private static Optional<Long> progress(String key) {
        var name = NAME.matcher(key);
        return name.matches() ? Optional.of(Long.valueOf(name.group(1))) : Optional.empty();
    }
}
