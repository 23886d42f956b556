package io.filterfit.cli;

import io.filterfit.analysis.SensitivityCache;
import io.filterfit.dataset.Datasets;
import io.filterfit.plan.GroupSensitivity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What was measured of groups, as files in the user's cache. What cannot be read or written is measured again. */
final class SensitivityFiles implements SensitivityCache {

    private final Path directory;

    SensitivityFiles(Path directory) {
        this.directory = directory;
    }

    static SensitivityFiles ofUser() {
        return new SensitivityFiles(Datasets.userCache().resolve("sensitivity"));
    }

    @Override
    public Optional<GroupSensitivity> find(String key) {
        try {
            return Optional.of(Output.JSON.readValue(file(key).toFile(), GroupSensitivity.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void keep(String key, GroupSensitivity measured) {
        try {
            Files.createDirectories(file(key).getParent());
            Output.JSON.writeValue(file(key).toFile(), measured);
        } catch (IOException e) {
            return; // only a cache
        }
    }

    private Path file(String key) {
        return directory.resolve(key + ".json");
    }
}
