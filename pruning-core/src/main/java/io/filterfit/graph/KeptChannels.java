package io.filterfit.graph;

import java.util.List;

/**
 * What a cut leaves of the activations around one vertex: ascending channel indices.
 *
 * @param inputs of each input, as it comes from the vertex before
 * @param layerInput of the layer's input, behind the preprocessor; the first input where there is no preprocessor
 * @param output of the output
 */
record KeptChannels(List<int[]> inputs, int[] layerInput, int[] output) {}
