package io.filterfit.console.job;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that the console knows what has happened, too. */
@Readiness
@ApplicationScoped
class JobsHealth implements HealthCheck {

    private final Jobs jobs;

    JobsHealth(Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("jobs")
                .status(jobs.isComplete())
                .withData("detail", jobs.isComplete() ? "read from the topics" : "being read from the topics")
                .build();
    }
}
