package io.filterfit.model.onnx;

import io.filterfit.model.ModelFile;
import io.filterfit.model.Network;
import io.filterfit.model.ReadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Reads ONNX models, as the untrusted input they are, into networks that compute the same.
 *
 * <p>Layers bear the names of the nodes they come from. Weights that several nodes share become copies, of which a note of the network tells.
 */
public final class OnnxReader {

    private final ModelFile file;
    private final ReadLimits limits;

    public OnnxReader(ModelFile file, ReadLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /**
     * @throws io.filterfit.spec.CompressionException MODEL_UNREADABLE if the file is no ONNX model, or a damaged or hostile one,
     *     MODEL_UNSUPPORTED if it holds what has no counterpart, with the node, its operator and the reason
     */
    public Network read() throws IOException {
        long size = Files.size(file.path());
        if (size > limits.maximumFileBytes()) {
            throw file.unreadable("it has " + size + " bytes, and " + limits.maximumFileBytes() + " are allowed");
        }
        try {
            return network(Files.readAllBytes(file.path()));
        } catch (OnnxException e) {
            throw e.of(file);
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            // Sizes beyond what any image has
            throw file.unreadable("its shapes are impossible; export the model again", e);
        }
    }

    private Network network(byte[] content) {
        ModelParser parser = new ModelParser(file.path(), limits);
        OnnxGraph parsed = parser.parse(content);
        OnnxGraph folded = Folding.fold(parsed, parser.budget());
        return new Network(
                Assembly.network(Patterns.simplify(folded)),
                Network.Kind.ONNX,
                Optional.empty(),
                SharedWeights.notes(folded));
    }
}
