package io.filterfit.onednn;

/**
 * How long a layer took in one pass.
 *
 * @param layer the network's name of the layer or vertex; what is done in passing counts for the convolution that does it
 */
public record LayerTime(String layer, double milliseconds) {}
