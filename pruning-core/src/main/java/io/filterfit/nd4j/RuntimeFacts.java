package io.filterfit.nd4j;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the arithmetic runs on, for logs and reports.
 *
 * @param backend {@link Device#CPU} or {@link Device#CUDA}
 * @param gpus those that compute; empty on the CPU
 * @param nd4jVersion version of ND4J, null where its jar does not say
 * @param oneDnn whether convolution, batch norm and pooling run on oneDNN
 * @param instructionSet {@code baseline}, {@code avx2} or {@code avx512}; empty on a GPU
 * @param threads threads that compute
 * @param allocator {@code jemalloc}, {@code glibc} or {@code unknown}
 * @param pagesRetained whether the allocator keeps freed pages
 * @param warnings a sentence for each thing that makes the arithmetic slower than it could be or than it was asked to be, a
 *     fall-back to the CPU among them, with what to do
 */
public record RuntimeFacts(
        Device backend,
        List<Gpu> gpus,
        String nd4jVersion,
        boolean oneDnn,
        String instructionSet,
        int threads,
        String allocator,
        boolean pagesRetained,
        List<String> warnings) {

    public RuntimeFacts {
        gpus = gpus == null ? List.of() : List.copyOf(gpus);
        warnings = List.copyOf(warnings);
    }

    /**
     * One line, for instance {@code ND4J cpu, oneDNN on, avx512, 2 threads, jemalloc keeping its pages} or {@code ND4J cuda, 2 x NVIDIA
     * A100-SXM4-40GB}.
     */
    public String summary() {
        return backend == Device.CUDA ? "ND4J cuda, " + gpuNames() : cpuSummary();
    }

    private String gpuNames() {
        return gpus.stream()
                .collect(Collectors.groupingBy(Gpu::name, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(kind -> kind.getValue() + " x " + kind.getKey())
                .collect(Collectors.joining(", "));
    }

    private String cpuSummary() {
        return "ND4J cpu, oneDNN %s, %s, %d %s, %s %s"
                .formatted(
                        oneDnn ? "on" : "off",
                        instructionSet,
                        threads,
                        threads == 1 ? "thread" : "threads",
                        allocator,
                        pagesRetained ? "keeping its pages" : "giving pages back");
    }
}
