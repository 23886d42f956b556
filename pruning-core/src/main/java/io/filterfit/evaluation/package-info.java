/**
 * Measures networks: what they cost, how well they classify, how long they take.
 *
 * <p>Contract: measuring changes nothing about a network. The test split is read once, at the end; whoever decides something on the
 * way decides it on the validation split.
 */
package io.filterfit.evaluation;
