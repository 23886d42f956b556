package io.filterfit.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks after the meters that nothing that happens would move. */
@ApplicationScoped
class MeterSampling {

    private final MeterRegistry registry;
    private final ConsumerLag lag;
    private final JobMeters job;
    private final Duration lagEvery;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2, task -> {
        var thread = new Thread(task, "meter-sampling");
        thread.setDaemon(true);
        return thread;
    });

    MeterSampling(MeterRegistry registry, ConsumerLag lag, JobMeters job, ServiceConfiguration configuration) {
        this.registry = registry;
        this.lag = lag;
        this.job = job;
        this.lagEvery = configuration.metrics().lagEvery();
    }

    void start(
            @Observes StartupEvent startup, @Any Instance<StageWork<?>> works, @Any Instance<Dependency> dependencies) {
        dependencies.forEach(this::register);
        works.forEach(work -> {
            job.register(work.stage().label());
            executor.scheduleWithFixedDelay(job::sample, 1, 1, TimeUnit.SECONDS);
        });
        executor.scheduleWithFixedDelay(lag::sample, 0, lagEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void register(Dependency dependency) {
        Gauge.builder("filterfit.dependency.up", () -> dependency.finding().usable() ? 1 : 0)
                .description("1 where what the service cannot work without answers as it should")
                .tags("dependency", dependency.name())
                .register(registry);
    }

    void end(@Observes ShutdownEvent shutdown) {
        executor.shutdownNow();
    }
}
