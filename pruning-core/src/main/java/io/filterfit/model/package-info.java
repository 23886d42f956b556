/**
 * Networks as files and as graphs.
 *
 * <p>Inside the core every network is a {@link org.deeplearning4j.nn.graph.ComputationGraph}; {@link
 * io.filterfit.model.Network} remembers what kind the file held, so that a user gets back the kind he gave. Model files
 * are untrusted input: {@link io.filterfit.model.Networks} refuses what it does not know before Deeplearning4j sees a byte
 * of it, and fails only with {@link io.filterfit.spec.CompressionException}.
 *
 * <p>Sub-packages: {@code zoo} builds the architectures of the literature, {@code vertex} holds the few graph vertices that
 * Deeplearning4j lacks.
 */
package io.filterfit.model;
