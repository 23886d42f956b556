package io.filterfit.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that broker and store are usable; live means that no job has been silent for too long. */
@ApplicationScoped
class HealthChecks {

    @Produces
    @Readiness
    HealthCheck broker(BrokerDependency broker) {
        return () -> response(broker);
    }

    @Produces
    @Readiness
    HealthCheck store(StoreDependency store) {
        return () -> response(store);
    }

    @Produces
    @Liveness
    HealthCheck job(CurrentJob currentJob, ServiceConfiguration configuration) {
        var stuckAfter = configuration.work().stuckAfter();
        return () -> {
            var response = HealthCheckResponse.named("job");
            var run = currentJob.get();
            if (run.isEmpty()) {
                return response.up().withData("state", "idle").build();
            }
            var silence = run.get().sinceLastSign();
            return response.status(silence.compareTo(stuckAfter) < 0)
                    .withData("job", run.get().round().jobId().value())
                    .withData("secondsSinceLastSign", silence.toSeconds())
                    .build();
        };
    }

    private static HealthCheckResponse response(Dependency dependency) {
        var finding = dependency.finding();
        return HealthCheckResponse.named(dependency.name())
                .status(finding.usable())
                .withData("detail", finding.detail())
                .build();
    }
}
