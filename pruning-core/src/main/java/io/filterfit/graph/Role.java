package io.filterfit.graph;

/** What a layer is to the filters of a coupled group. */
public enum Role {
    /** Its filters are the group's filters: a convolution or a dense layer. */
    FILTERS,
    /** It has a filter of its own for each channel of the group: a depthwise convolution. */
    CHANNELWISE,
    /** It has filters of its own for each filter of the group: a grouped convolution. */
    GROUPWISE,
    /** It scales, shifts and normalises the group's channels: a batch normalisation. */
    NORMALISATION,
    /** It has a slope for each channel of the group: a parametric rectifier. */
    ACTIVATION,
    /** It has no parameters that belong to a channel. */
    PASSES;

    /** Whether it multiplies and adds, and so has filters. */
    boolean hasKernel() {
        return this == FILTERS || this == CHANNELWISE || this == GROUPWISE;
    }

    /** On which side of the layer its filters are listed: a depthwise convolution has one for each channel that comes in. */
    Parameter.Side side() {
        return this == CHANNELWISE ? Parameter.Side.INPUT : Parameter.Side.OUTPUT;
    }
}
