package io.filterfit.model;

/**
 * What a model file may make its reader do; a file beyond any of these is refused before memory is spent on it.
 *
 * @param maximumFileBytes size of the file
 * @param maximumEntries entries of a zip
 * @param maximumInflatedBytes of all entries together, and of all tensors of an ONNX model
 * @param maximumRatio inflated bytes of an entry per byte in the file; only entries of more than 1 MiB are held to it
 * @param maximumConfigurationBytes of a configuration in JSON
 * @param maximumLayers layers and vertices of a network, nodes of an ONNX graph
 */
public record ReadLimits(
        long maximumFileBytes,
        int maximumEntries,
        long maximumInflatedBytes,
        int maximumRatio,
        int maximumConfigurationBytes,
        int maximumLayers) {

    private static final long MEBIBYTE = 1L << 20;

    /** Room for every network that one would prune: a gibibyte of parameters, ten thousand layers. */
    public static final ReadLimits DEFAULT =
            new ReadLimits(1024 * MEBIBYTE, 16, 1024 * MEBIBYTE, 200, (int) (32 * MEBIBYTE), 10_000);

    public ReadLimits {
        if (maximumFileBytes < 1
                || maximumEntries < 1
                || maximumInflatedBytes < 1
                || maximumRatio < 1
                || maximumConfigurationBytes < 1
                || maximumLayers < 1) {
            throw new IllegalArgumentException("Every limit must be at least 1");
        }
    }
}
