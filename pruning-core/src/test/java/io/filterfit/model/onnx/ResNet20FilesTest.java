package io.filterfit.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.filterfit.model.InputShape;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.onednn.CompiledPasses;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real exports of a public ResNet-20, which are not part of this repository: with batch norm, and with it folded. */
class ResNet20FilesTest {

    private static final Path MODELS = Path.of("../../shared/models");

    @ParameterizedTest
    @ValueSource(strings = {"resnet20-bn.onnx", "resnet20-folded.onnx"})
    void computesWhatOnnxRuntimeComputes(String name) throws Exception {
        Path file = MODELS.resolve(name);
        assumeTrue(Files.exists(file), () -> file + " is not there");

        Network network = Networks.read(file);

        assertThat(network.kind()).isEqualTo(Network.Kind.ONNX);
        assertThat(InputShape.of(network.graph())).contains(InputShape.CIFAR);
        assertThat(TestModel.difference(file, network)).isLessThan(1e-4);
        assertThat(CompiledPasses.obstacle(network.graph())).isEmpty();
    }
}
