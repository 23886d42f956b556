/**
 * What the services share.
 *
 * <p>A service is one {@link io.filterfit.service.StageWork} and one listener that hands each message to the
 * {@link io.filterfit.service.StageRunner}. The runner makes at-least-once delivery harmless: the first outcome that is
 * committed to the store is the outcome of that stage of that round for ever, and every further delivery only publishes it
 * again. Failures are part of that: whatever cannot succeed becomes a {@code CompressionFailed} event, and the service goes
 * on with the next job.
 */
package io.filterfit.service;
