package io.filterfit.service;

import io.filterfit.contracts.EventCodec;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what is not a bean by itself. */
@ApplicationScoped
class Producers {

    @Produces
    @Singleton
    ArtifactStore store(ServiceConfiguration configuration, MeterRegistry registry) {
        return new ArtifactStore(
                settings(configuration.store()), (method, status, took) -> Timer.builder("filterfit.store.requests")
                        .description("Requests that the store answered, from the first byte to the head of the answer")
                        .tags("method", method, "status", String.valueOf(status))
                        .register(registry)
                        .record(took));
    }

    void close(@Disposes ArtifactStore store) {
        store.close();
    }

    @Produces
    @Singleton
    EventCodec codec(@ConfigProperty(name = "quarkus.application.name") String application) {
        return new EventCodec("/filterfit/" + application);
    }

    static StoreSettings settings(ServiceConfiguration.Store store) {
        return new StoreSettings(
                store.endpoint(),
                store.bucket(),
                store.region(),
                store.accessKey(),
                store.secretKey(),
                store.caCertificates(),
                store.retryFor(),
                store.largestArtifact().asLongValue());
    }
}
