/**
 * What FilterFit's services say to each other and to the world.
 *
 * <p>Every event is a record of {@link io.filterfit.contracts.Event}, travels as one CloudEvents 1.0 message in structured
 * JSON ({@link io.filterfit.contracts.EventCodec}), keyed by its job's id so that a job's events keep their order, on the
 * {@link io.filterfit.contracts.Topic} that its {@link io.filterfit.contracts.EventType} names. Events carry references to
 * immutable artifacts, never tensors, and everything that a later stage needs: the services share nothing but Kafka and
 * the object store.
 *
 * <p>The types evolve by addition only: a consumer ignores properties that it does not know, except in a request, where an
 * unknown property is most likely a misspelt one and is refused.
 */
package io.filterfit.contracts;
