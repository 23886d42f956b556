package io.filterfit.benchmarks.families;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import onnx.Onnx;

/**
 * A family of networks: an ONNX model without weights.
 *
 * @param name of the file, without its ending
 * @param size of its square RGB images, in pixels
 */
public record Family(String name, int size) {

    /** All that there are. */
    public static final List<Family> ALL = List.of(
            new Family("resnet18", 64),
            new Family("resnet50", 64),
            new Family("vgg16-bn", 64),
            new Family("densenet121", 64),
            new Family("googlenet", 64),
            new Family("inception-v3", 80),
            new Family("mobilenet-v2", 64),
            new Family("mobilenet-v3-small", 64),
            new Family("mobilenet-v3-large", 64),
            new Family("shufflenet-v2", 64),
            new Family("squeezenet", 64),
            new Family("efficientnet-b0", 64),
            new Family("regnet-y", 64),
            new Family("resnext50", 64),
            new Family("unet", 64));

    /** Writes the model, with random weights, to a file in the directory. */
    public Path write(Path directory, long seed) throws IOException {
        Path file = directory.resolve(name + ".onnx");
        Files.write(file, RandomWeights.fill(structure(), seed).toByteArray());
        return file;
    }

    private Onnx.ModelProto structure() throws IOException {
        String resource = name + ".onnx";
        try (InputStream content =
                Objects.requireNonNull(getClass().getResourceAsStream(resource), "no resource " + resource)) {
            return Onnx.ModelProto.parseFrom(content);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
