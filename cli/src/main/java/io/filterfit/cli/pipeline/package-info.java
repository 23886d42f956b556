/**
 * What the commands need of a pipeline that runs somewhere: its address, its events, its artifacts.
 *
 * <p>Contract: a broker or a store that does not answer is a {@link io.filterfit.spec.CompressionException} of reason
 * {@code BROKER_UNAVAILABLE} or {@code STORE_UNAVAILABLE} within about {@value io.filterfit.cli.pipeline.KafkaClients#PATIENCE_SECONDS}
 * seconds; only the end of a job is waited for longer, as long as its caller says.
 */
package io.filterfit.cli.pipeline;
