package io.filterfit.nd4j;

/**
 * A GPU.
 *
 * @param name as its driver says, for instance {@code NVIDIA A100-SXM4-40GB}
 * @param computeCapability for instance {@code 8.0}
 * @param memoryBytes all of it
 */
public record Gpu(String name, String computeCapability, long memoryBytes) {}
