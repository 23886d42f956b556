package io.filterfit.service;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreSettings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The object store and its bucket, which is made if need be. */
@ApplicationScoped
class StoreDependency extends Dependency {

    private final StoreSettings settings;
    private final ArtifactStore impatientStore;
    private final boolean createBucket;

    StoreDependency(ServiceConfiguration configuration) {
        settings = Producers.settings(configuration.store());
        impatientStore = new ArtifactStore(settings.withRetryFor(Duration.ofSeconds(1)));
        createBucket = configuration.store().createBucket();
    }

    @Override
    String name() {
        return "object store";
    }

    @Override
    Finding ask() {
        if (impatientStore.bucketExists()) {
            return usable();
        }
        return createBucket ? create() : bucketMissing();
    }

    private Finding create() {
        try {
            impatientStore.createBucket();
            return usable();
        } catch (CompressionException e) {
            return e.reason() == FailureReason.STORE_ACCESS_DENIED
                    ? bucketMissing()
                    : new Finding(false, e.getMessage());
        }
    }

    private Finding usable() {
        return new Finding(true, "bucket '" + settings.bucket() + "' at " + settings.endpoint() + " is there");
    }

    private Finding bucketMissing() {
        return new Finding(
                false, "bucket '" + settings.bucket() + "' at " + settings.endpoint() + " does not exist; create it");
    }

    @PreDestroy
    void close() {
        impatientStore.close();
    }
}
