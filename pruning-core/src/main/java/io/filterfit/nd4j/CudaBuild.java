package io.filterfit.nd4j;

import com.sun.jna.NativeLibrary;
import java.util.List;

/**
 * What this build brings for GPUs.
 *
 * @param backend whether ND4J's CUDA backend is on the class path
 * @param missing libraries of CUDA that it needs and that are neither on the class path nor installed
 */
record CudaBuild(boolean backend, List<String> missing) {

    private static final String BACKEND = "/org/nd4j/linalg/jcublas/JCublasBackend.class";
    private static final String BUNDLED = "/org/bytedeco/cuda/linux-x86_64/";

    /** What {@code libnd4jcuda.so} and JavaCPP's presets are linked against, see {@code readelf -d}. */
    private static final List<String> LIBRARIES =
            List.of("libcudart.so.11.0", "libcublas.so.11", "libcusolver.so.11", "libcudnn.so.8");

    CudaBuild {
        missing = List.copyOf(missing);
    }

    static CudaBuild ofClassPath() {
        if (!onClassPath(BACKEND)) {
            return new CudaBuild(false, List.of());
        }
        return new CudaBuild(
                true,
                LIBRARIES.stream()
                        .filter(library -> !onClassPath(BUNDLED + library) && !installed(library))
                        .toList());
    }

    private static boolean onClassPath(String resource) {
        return CudaBuild.class.getResource(resource) != null;
    }

    private static boolean installed(String library) {
        try {
            NativeLibrary.getInstance(library).dispose();
            return true;
        } catch (UnsatisfiedLinkError absent) {
            return false;
        }
    }
}
