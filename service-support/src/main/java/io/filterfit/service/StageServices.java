package io.filterfit.service;

import io.filterfit.store.ArtifactStore;

/** What every execution of a stage uses. */
record StageServices(
        ArtifactStore store, EventPublisher publisher, Tracing tracing, ServiceConfiguration.Work configuration) {}
