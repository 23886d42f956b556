package io.filterfit.service;

import io.filterfit.contracts.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of each stage of this service. */
@ApplicationScoped
class StageMeters {

    private final MeterRegistry registry;
    private final Map<Stage, StageMetrics> meters = new ConcurrentHashMap<>();

    StageMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    StageMetrics of(Stage stage) {
        return meters.computeIfAbsent(stage, name -> new StageMetrics(registry, name));
    }

    /** So that every counter is there, at nought, before the first job. */
    void startOfService(@Observes StartupEvent startup, @Any Instance<StageWork<?>> works) {
        works.forEach(work -> of(work.stage()));
    }
}
