/**
 * Networks as files and as graphs.
 *
 * <p>Inside the core every network is a {@link org.deeplearning4j.nn.graph.ComputationGraph}; {@link
 * io.filterfit.model.Network} remembers what kind the file held, so that a user gets back the kind he gave. Model files
 * are untrusted input: {@link io.filterfit.model.Networks} refuses what it does not know before Deeplearning4j sees a byte
 * of it, and fails only with {@link io.filterfit.spec.CompressionException}.
 *
 * <p>Sub-packages: {@code onnx} and {@code keras} read other frameworks' models, {@code hdf5} what Keras stores them in; {@code zoo} builds the
 * architectures of the literature; {@code vertex}, {@code layer} and {@code activation} hold what Deeplearning4j lacks.
 */
package io.filterfit.model;
