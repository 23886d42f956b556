/**
 * What a compression is asked to do, and the typed ways in which it can fail.
 *
 * <p>This is the vocabulary that the science (pruning-core), the events (contracts) and the user interfaces share. It is
 * plain data: records whose constructors validate and name the offending property, and sealed types for closed choices.
 * JSON is their only representation; {@code CompressionSpec} written as JSON is exactly what a compress-request event
 * carries and what {@code filterfit submit --spec} reads.
 */
package io.filterfit.spec;
