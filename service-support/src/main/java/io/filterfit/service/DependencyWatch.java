package io.filterfit.service;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks every few seconds whether broker and store answer. The log tells each change once, and probes get the last finding,
 * so that they never wait for somebody who does not answer.
 */
@ApplicationScoped
class DependencyWatch {

    private static final Logger LOG = Logger.getLogger(DependencyWatch.class);
    private static final int SECONDS_BETWEEN_LOOKS = 5;

    private final List<Dependency> dependencies;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2, task -> {
        var thread = new Thread(task, "dependency-watch");
        thread.setDaemon(true);
        return thread;
    });

    DependencyWatch(Instance<Dependency> dependencies) {
        this.dependencies = dependencies.stream().toList();
    }

    void start(@Observes StartupEvent startup) {
        dependencies.forEach(dependency ->
                executor.scheduleWithFixedDelay(() -> look(dependency), 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS));
    }

    void end(@Observes ShutdownEvent shutdown) {
        executor.shutdownNow();
    }

    private static void look(Dependency dependency) {
        var before = dependency.finding();
        var now = dependency.look();
        if (now.equals(before)) {
            return;
        }
        if (now.usable()) {
            LOG.infof("%s: %s", dependency.name(), now.detail());
        } else {
            LOG.warnf("%s: %s; jobs wait until that changes", dependency.name(), now.detail());
        }
    }
}
