package io.filterfit.onednn;

import io.filterfit.nd4j.Device;
import io.filterfit.nd4j.NativeRuntime;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Whether a network can run compiled; where it cannot, Deeplearning4j runs it layer by layer. */
public final class CompiledPasses {

    /** System property: {@code false} leaves everything to Deeplearning4j. */
    public static final String ENABLED = "filterfit.compiled";

    private CompiledPasses() {}

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

    /** The library's version, for instance {@code 3.13.0}. */
    public static String libraryVersion() {
        return OneDnn.version();
    }
}
