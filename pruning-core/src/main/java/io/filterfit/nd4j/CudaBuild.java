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

    /** What the headers in {@code libnd4jcuda.so}'s section {@code .nv_fatbin} name: no PTX, that a driver could translate for later ones. */
    private static final List<String> MACHINE_CODE =
            List.of("3.7", "5.0", "5.2", "6.0", "6.1", "7.0", "7.5", "8.0", "8.6");

    /** For messages. */
    static final String RUNS_ON = "ND4J has machine code for 3.7 to 8.9 only (Kepler K80 to Ampere and Ada)";

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

    /** Whether ND4J's kernels run there: a GPU runs code for its own major version and at most its own minor one. */
    static boolean runsOn(Gpu gpu) {
        return MACHINE_CODE.stream()
                .anyMatch(code ->
                        major(code) == major(gpu.computeCapability()) && minor(code) <= minor(gpu.computeCapability()));
    }

    private static int major(String capability) {
        return Integer.parseInt(capability.substring(0, capability.indexOf('.')));
    }

    private static int minor(String capability) {
        return Integer.parseInt(capability.substring(capability.indexOf('.') + 1));
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
