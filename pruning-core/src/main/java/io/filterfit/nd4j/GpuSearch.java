package io.filterfit.nd4j;

import java.util.List;

/**
 * The GPUs of this machine that the process may use.
 *
 * @param found in the driver's order
 * @param absence why there is none; empty where there are some
 */
record GpuSearch(List<Gpu> found, String absence) {

    GpuSearch {
        found = List.copyOf(found);
    }

    static GpuSearch found(List<Gpu> gpus) {
        return new GpuSearch(gpus, "");
    }

    static GpuSearch none(String absence) {
        return new GpuSearch(List.of(), absence);
    }

    /** The same if ND4J has machine code for all of them, else none: it would compute on whichever it sees. */
    GpuSearch runnable() {
        return found.stream()
                .filter(gpu -> !CudaBuild.runsOn(gpu))
                .findFirst()
                .map(stranger ->
                        none(stranger.name() + " has compute capability " + stranger.computeCapability() + ", and "
                                + CudaBuild.RUNS_ON
                                + (found.size() > 1 ? "; hide it by CUDA_VISIBLE_DEVICES to use the others" : "")))
                .orElse(this);
    }
}
