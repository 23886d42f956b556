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
}
