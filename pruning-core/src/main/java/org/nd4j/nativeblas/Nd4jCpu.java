package org.nd4j.nativeblas;

import org.nd4j.linalg.factory.Nd4j;

/**
 * Stands where Deeplearning4j 1.0.0-M2.1 still looks, by reflection, for the Java binding of the CPU backend
 * ({@code org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper}). The binding moved to another package in that release;
 * without this class every oneDNN layer helper disables itself silently.
 */
public final class Nd4jCpu {

    private Nd4jCpu() {}

    public static final class Environment {

        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Whether the native library that was loaded is one that was built with oneDNN. */
        public boolean isUseMKLDNN() {
            return Nd4j.getEnvironment().helpersAllowed()
                    && NativeOpsHolder.getInstance()
                            .getDeviceNativeOps()
                            .buildInfo()
                            .contains("HAVE_ONEDNN");
        }
    }
}
