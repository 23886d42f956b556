package io.filterfit.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live means that no job has been silent for too long. */
@ApplicationScoped
class JobHealth {

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
}
