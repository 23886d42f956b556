package io.filterfit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command on a machine without a GPU, built with or without {@code -Pcuda}. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeviceIT {

    private static final boolean BUILT_FOR_CUDA =
            DeviceIT.class.getResource("/org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
    private static final String FELL_BACK = "The CPU computes, as no GPU can be used";

    @TempDir
    Path directory;

    private Path images;
    private Path network;

    @BeforeEach
    void makeImages() throws Exception {
        assumeFalse(Files.exists(Path.of("/dev/nvidia0")), "this machine has a GPU");
        images = ImageTreeFixture.write(directory.resolve("images"), 16, 4);
        network = directory.resolve("network.zip");
    }

    @Test
    void aGpuThatIsDemandedAndNotThereIsATypedError() throws Exception {
        Launcher.Run run = train("cuda");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.json().at("/error/reason").asText()).isEqualTo("device-unavailable");
        assertThat(run.complaints())
                .singleElement()
                .asString()
                .contains(BUILT_FOR_CUDA ? "no GPU can be used: NVIDIA's driver" : "build it with -Pcuda");
        assertThat(network).doesNotExist();
    }

    @Test
    void aFallBackToTheCpuIsSaidAndReported() throws Exception {
        Launcher.Run training = train("auto");

        assertThat(training.status()).as(training.err()).isZero();
        assertThat(training.err().contains("Warning: " + FELL_BACK)).isEqualTo(BUILT_FOR_CUDA);
        assertThat(warns(training.json().at("/history/arithmetic/warnings"))).isEqualTo(BUILT_FOR_CUDA);

        Launcher.Run pruning = new Launcher(directory)
                .run("prune", "--model", network.toString(), "--filter-ratio", "0.5", "--out", "small.zip");

        assertThat(pruning.status()).as(pruning.err()).isZero();
        JsonNode report = new ObjectMapper()
                .readTree(directory.resolve("small.zip.report/report.json").toFile());
        assertThat(warns(report.get("warnings"))).isEqualTo(BUILT_FOR_CUDA);
    }

    private Launcher.Run train(String device) throws Exception {
        return new Launcher(directory)
                .run(
                        "train",
                        "--architecture",
                        "resnet-8",
                        "--width-factor",
                        "0.25",
                        "--dataset",
                        images.toString(),
                        "--epochs",
                        "1",
                        "--batch-size",
                        "8",
                        "--validation-images",
                        "8",
                        "--device",
                        device,
                        "--out",
                        network.toString(),
                        "--json");
    }

    private static boolean warns(JsonNode warnings) {
        return warnings.toString().contains(FELL_BACK);
    }
}
