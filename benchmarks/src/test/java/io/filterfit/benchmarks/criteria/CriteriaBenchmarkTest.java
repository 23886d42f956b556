package io.filterfit.benchmarks.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.benchmarks.RandomImages;
import io.filterfit.model.Networks;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class CriteriaBenchmarkTest {

    private static final String STUDY =
            """
            {"title": "A narrow network on noise", "dataset": "%s", "network": "narrow.zip", "note": "", "criteria": [{"name": "l1"}],
             "modes": ["one-shot", "rounds", "soft"], "flopsReductions": [0.5], "seeds": [1],
             "budget": {"epochs": 2, "trainingImages": 32, "validationImages": 20, "batchSize": %d, "learningRate": 0.01,
                        "rounds": 2, "softEpochs": 1, "softLearningRate": 0.01}}
            """;

    @TempDir
    Path home;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void writeStudy() throws IOException {
        RandomImages.write(Files.createDirectory(home.resolve("images")), 16);
        Networks.write(Zoo.build("resnet-8", ZooOptions.CIFAR10.withWidthFactor(0.25)), home.resolve("narrow.zip"));
        study(16);
    }

    private void study(int batch) throws IOException {
        Path studies = Files.createDirectories(home.resolve("benchmarks/studies"));
        Files.writeString(studies.resolve("noise.json"), STUDY.formatted(home.resolve("images"), batch));
    }

    private int run(String... arguments) {
        return CriteriaBenchmark.commandLine(home)
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }

    private Path record(String mode) {
        return home.resolve("docs/results/records/criteria/noise/" + mode + "-50-l1-seed1.json");
    }

    @Test
    void itGoesOnWhereItWasAndNeverMixesBudgets() throws Exception {
        // When one mode is run, and then all of them
        assertThat(run("--mode", "one-shot")).isZero();
        var first = Files.getLastModifiedTime(record("one-shot"));
        assertThat(run()).isZero();

        // Then what was done is not done again
        assertThat(Files.getLastModifiedTime(record("one-shot"))).isEqualTo(first);
        assertThat(record("rounds")).exists();
        assertThat(record("soft")).exists();
        assertThat(home.resolve("docs/results/criteria-noise.md")).content().contains("3 of 3 cells are done");

        // And every mode reached the target
        RecordFiles records = new RecordFiles(home.resolve("docs/results/records/criteria"));
        for (Cell cell :
                Study.read(home.resolve("benchmarks/studies/noise.json")).cells("noise", 1)) {
            CellRecord record = records.find(cell).orElseThrow();
            assertThat(record.flopsReduction()).as(cell.toString()).isBetween(0.5, 0.55);
            assertThat(record.epochs()).hasSize(2);
        }

        // When the budget changes, then the old records are not taken for those of the new one
        study(8);
        assertThat(run("--pages-only")).isNotZero();
        assertThat(errors.toString()).contains("made with another budget");
    }
}
