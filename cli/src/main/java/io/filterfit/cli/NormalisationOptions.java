package io.filterfit.cli;

import io.filterfit.spec.Checks;
import io.filterfit.spec.InputNormalisation;
import java.util.List;
import picocli.CommandLine.Option;

/** How a network that was trained elsewhere expects its images. */
final class NormalisationOptions {

    @Option(
            names = "--mean",
            paramLabel = "M,M,M",
            split = ",",
            description =
                    "What was taken off each channel of pixels in [0, 1] when the network was trained; with --std (the data set's own).")
    private List<Double> mean;

    @Option(names = "--std", paramLabel = "S,S,S", split = ",", description = "What each channel was divided by then.")
    private List<Double> std;

    /** null for that of the data set. */
    InputNormalisation toNormalisation() {
        if ((mean == null) != (std == null)) {
            throw Checks.invalid("--mean and --std belong together; give both or neither");
        }
        return mean == null ? null : new InputNormalisation(mean, std);
    }
}
