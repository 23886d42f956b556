package io.filterfit.nd4j;

import java.util.List;

/**
 * What the arithmetic runs on, for logs and reports.
 *
 * @param backend {@code cpu} or {@code cuda}
 * @param nd4jVersion version of ND4J, null where its jar does not say
 * @param oneDnn whether convolution, batch norm and pooling run on oneDNN
 * @param instructionSet {@code baseline}, {@code avx2} or {@code avx512}; empty on a GPU
 * @param threads threads that compute
 * @param allocator {@code jemalloc}, {@code glibc} or {@code unknown}
 * @param pagesRetained whether the allocator keeps freed pages
 * @param warnings a sentence for each thing that makes the arithmetic slower than it could be, with what to do
 */
public record RuntimeFacts(
        String backend,
        String nd4jVersion,
        boolean oneDnn,
        String instructionSet,
        int threads,
        String allocator,
        boolean pagesRetained,
        List<String> warnings) {

    public RuntimeFacts {
        warnings = List.copyOf(warnings);
    }

    /** One line, for instance {@code ND4J cpu, oneDNN on, avx512, 2 threads, jemalloc keeping its pages}. */
    public String summary() {
        return "ND4J %s, oneDNN %s, %s, %d %s, %s %s"
                .formatted(
                        backend,
                        oneDnn ? "on" : "off",
                        instructionSet,
                        threads,
                        threads == 1 ? "thread" : "threads",
                        allocator,
                        pagesRetained ? "keeping its pages" : "giving pages back");
    }
}
