package io.filterfit.analyzer;

import io.filterfit.analysis.SensitivityCache;
import io.filterfit.plan.GroupSensitivity;
import io.filterfit.service.StageContext;
import java.util.Optional;

/** What was measured of groups, in the object store, so that no attempt or job measures it a second time. */
final class StoredSensitivity implements SensitivityCache {

    private final StageContext context;

    StoredSensitivity(StageContext context) {
        this.context = context;
    }

    @Override
    public Optional<GroupSensitivity> find(String key) {
        return context.recall(name(key), GroupSensitivity.class);
    }

    @Override
    public void keep(String key, GroupSensitivity measured) {
        context.remember(name(key), measured);
    }

    private static String name(String key) {
        return "sensitivity/" + key + ".json";
    }
}
