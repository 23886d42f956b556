package io.filterfit.onednn;

import io.filterfit.nd4j.Device;
import io.filterfit.nd4j.NativeRuntime;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Whether a network can run compiled; where it cannot, Deeplearning4j runs it layer by layer. */
public final class CompiledPasses {

    /** System property: {@code false} leaves everything to Deeplearning4j. */
    public static final String ENABLED = "filterfit.compiled";

    /** System property: {@code true} computes in bfloat16 what lies between layers. */
    public static final String BFLOAT16 = "filterfit.bfloat16";

    private CompiledPasses() {}

    /** What this process was asked to compute in; float32 unless {@link #BFLOAT16} says otherwise. */
    public static Precision precision() {
        return Boolean.getBoolean(BFLOAT16) ? Precision.BFLOAT16 : Precision.FLOAT32;
    }

    /** Why a network cannot run compiled, for people; empty if it can. */
    public static Optional<String> obstacle(ComputationGraph network) {
        if (!Boolean.parseBoolean(System.getProperty(ENABLED, "true"))) {
            return Optional.of("it is switched off by -D" + ENABLED);
        }
        if (NativeRuntime.start().backend() != Device.CPU) {
            return Optional.of("it is on a GPU");
        }
        if (!OneDnn.isAvailable()) {
            return Optional.of("there is no oneDNN 3 for this operating system or processor");
        }
        try {
            GraphReader.read(network);
            return Optional.empty();
        } catch (UnsupportedNetworkException unsupported) {
            return Optional.of(unsupported.getMessage());
        }
    }

    /** How many float32 numbers the library computes at once: 16 with AVX-512, 8 with AVX2. */
    public static int floatsPerVector() {
        return OneDnn.floatsPerVector();
    }

    /** The library's version, for instance {@code 3.13.0}. */
    public static String libraryVersion() {
        return OneDnn.version();
    }
}
