package io.filterfit.cli;

import io.filterfit.dataset.NetworkInput;
import io.filterfit.model.InputShape;
import io.filterfit.model.Network;
import io.filterfit.spec.Checks;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.graph.ComputationGraph;
import picocli.CommandLine.Option;

/** How large the images are, of which a Deeplearning4j network need not say anything. */
final class ImageSizeOption {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

    @Option(
            names = "--image-size",
            paramLabel = "HEIGHTxWIDTH",
            description = "Of the images, where the network does not say, for instance 32x32.")
    private String size;

    /** The network, told if it does not say it itself. */
    Network told(Network network) {
        if (size == null) {
            return network;
        }
        Matcher numbers = SIZE.matcher(size);
        if (!numbers.matches()) {
            throw Checks.invalid("--image-size is '" + size + "'; it must look like 32x32");
        }
        ComputationGraph graph = network.graph();
        NetworkInput input = NetworkInput.of(graph);
        InputShape shape = new InputShape(
                Integer.parseInt(numbers.group(1)),
                Integer.parseInt(numbers.group(2)),
                input.channels(),
                input.layout());
        Optional<InputShape> known = InputShape.of(graph);
        if (known.isPresent() && !known.get().equals(shape)) {
            throw Checks.invalid("--image-size is " + size + ", but the network takes images of "
                    + known.get().height() + "x" + known.get().width() + "; leave it out");
        }
        return network.with(shape.pin(graph));
    }
}
