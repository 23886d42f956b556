package io.filterfit.model.zoo;

/** How a residual block whose output has another shape than its input carries the input over (He et al., 2016, 3.3). */
public enum Shortcut {
    /** Option B: a strided 1x1 convolution with batch norm. */
    PROJECTION,
    /** Option A: every second pixel, and channels of zeros; the CIFAR networks of the paper. */
    PARAMETER_FREE
}
