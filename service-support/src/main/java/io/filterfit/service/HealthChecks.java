package io.filterfit.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that broker and store are usable. */
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

    private static HealthCheckResponse response(Dependency dependency) {
        var finding = dependency.finding();
        return HealthCheckResponse.named(dependency.name())
                .status(finding.usable())
                .withData("detail", finding.detail())
                .build();
    }
}
