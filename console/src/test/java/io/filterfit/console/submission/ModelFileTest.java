package io.filterfit.console.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {

    private static final Path UPLOADED = Path.of("uploaded");

    @ParameterizedTest
    @CsvSource({
        "net.zip, net.zip",
        "../../etc/cron.d/net.zip, net.zip",
        "C:\\nets\\my net.onnx, my_net.onnx",
        "..net.h5, net.h5",
        "nét?.keras, n_t_.keras",
    })
    void keepsNothingOfTheNameThatCouldLeadElsewhere(String sent, String kept) {
        assertThat(ModelFile.of(UPLOADED, sent).name()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".zip", "net.exe", "/", "net.zip/"})
    void takesNetworksOnly(String sent) {
        assertThatThrownBy(() -> ModelFile.of(UPLOADED, sent)).hasMessageContaining("none that is known");
    }

    @ParameterizedTest
    @CsvSource({"ResNet 20.zip, resnet-20", "-x.onnx, x", "___.zip, job"})
    void startsAJobsNameWithTheModels(String file, String stem) {
        assertThat(ModelFile.stem(file)).isEqualTo(stem);
    }
}
