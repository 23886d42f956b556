package io.filterfit.service;

import io.filterfit.store.ArtifactStore;

/** What every execution of a stage uses. */
record StageServices(ArtifactStore store, EventPublisher publisher, ServiceConfiguration.Work configuration) {}
