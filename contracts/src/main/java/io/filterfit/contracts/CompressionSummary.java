package io.filterfit.contracts;

/**
 * A compression in numbers.
 *
 * @param criterion by which filters were chosen, for instance {@code distribution-fitting}
 * @param flopsBefore multiply-accumulates of convolution and dense layers for one image
 * @param flopsReduction share saved, 0 to 1
 * @param parametersBefore trainable parameters
 * @param accuracyBefore top-1 on the test split, 0 to 1
 * @param bytesBefore size of the model file
 */
public record CompressionSummary(
        String criterion,
        long flopsBefore,
        long flopsAfter,
        double flopsReduction,
        long parametersBefore,
        long parametersAfter,
        double accuracyBefore,
        double accuracyAfter,
        long bytesBefore,
        long bytesAfter) {}
