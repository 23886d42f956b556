package io.filterfit.analysis;

import io.filterfit.plan.GroupSensitivity;
import java.util.Optional;

/** Remembers what was measured of groups, by a key that tells apart all that a measurement depends on. */
public interface SensitivityCache {

    Optional<GroupSensitivity> find(String key);

    void keep(String key, GroupSensitivity measured);

    /** Remembers nothing. */
    SensitivityCache NONE = new SensitivityCache() {
        @Override
        public Optional<GroupSensitivity> find(String key) {
            return Optional.empty();
        }

        @Override
        public void keep(String key, GroupSensitivity measured) {}
    };
}
