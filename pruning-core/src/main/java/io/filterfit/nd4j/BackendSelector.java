package io.filterfit.nd4j;

import io.filterfit.spec.CompressionException;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;

/**
 * ND4J instantiates every backend before it loads the natives of the one it picks, and that is the last moment at which
 * {@link NativeRuntime#prepare()} can still choose them. ND4J itself ranks CUDA first wherever it is on the class path; where the
 * choice is the CPU, this, which is its backend, comes before that.
 */
public final class BackendSelector extends CpuBackend {

    private static final int FIRST = 1_000;
    private static final int LAST = -1_000;

    private final boolean cpuChosen;

    public BackendSelector() {
        cpuChosen = isCpuChosen();
    }

    private static boolean isCpuChosen() {
        try {
            return NativeRuntime.prepare().device() == Device.CPU;
        } catch (CompressionException unavailable) {
            // ND4J would swallow it; NativeRuntime.start() says it again to whoever wants to compute.
            return true;
        }
    }

    @Override
    public int getPriority() {
        return cpuChosen ? FIRST : LAST;
    }
}
