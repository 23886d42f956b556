package io.filterfit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThroughputRecordTest {

    private static final Requirements REQUIRED = new Requirements(7, 0.6, 0.8);

    private final ThroughputRecord record = record("abc1234");

    private static ThroughputRecord record(String commit) {
        return new ThroughputRecord(
                new Machine("a processor", 2, "17"),
                commit,
                "resnet-20",
                128,
                new ThroughputRecord.Run(Instant.parse("2026-01-02T03:04:05Z"), "the command"));
    }

    private void add(Entrant entrant, double training, double inference) {
        record.add(entrant, new Rate(training, inference, "a library"));
    }

    @Test
    void theMedianOfTheRoundsCounts() {
        add(Entrant.FILTERFIT, 30, 3);
        add(Entrant.FILTERFIT, 10, 1);
        add(Entrant.FILTERFIT, 20, 2);
        add(Entrant.PYTORCH, 100, 300);
        add(Entrant.PYTORCH, 200, 500);

        assertThat(record.median(Entrant.FILTERFIT, Rate::training)).isEqualTo(20);
        assertThat(record.median(Entrant.PYTORCH, Rate::inference)).isEqualTo(400);
    }

    @Test
    void filterFitIsComparedWithTheFasterPyTorchOfTheSameArithmetic() {
        add(Entrant.FILTERFIT, 60, 300);
        add(Entrant.PYTORCH, 50, 400);
        add(Entrant.PYTORCH_CHANNELS_LAST, 100, 200);
        add(Entrant.FILTERFIT_BFLOAT16, 90, 90);
        add(Entrant.PYTORCH_BFLOAT16, 30, 1000);

        assertThat(record.ofPeer(Entrant.FILTERFIT, Rate::training).getAsDouble())
                .isCloseTo(0.6, within(1e-12));
        assertThat(record.ofPeer(Entrant.FILTERFIT, Rate::inference)).hasValue(0.75);
        assertThat(record.ofPeer(Entrant.FILTERFIT_BFLOAT16, Rate::training)).hasValue(3);
    }

    @Test
    void withoutPyTorchThereIsNoRatioAndNothingIsMissed() throws IOException {
        add(Entrant.FILTERFIT, 60, 300);

        assertThat(record.ofPeer(Entrant.FILTERFIT, Rate::training)).isEmpty();
        assertThat(REQUIRED.missed(record)).isEmpty();
        assertThat(ThroughputPage.section(record)).contains("| FilterFit | 60 (60 to 60) | – | 300 (300 to 300) | – |");
    }

    @Test
    void eachRequirementThatIsMissedIsTold() {
        add(Entrant.STOCK, 10, 10);
        add(Entrant.FILTERFIT, 59, 79);
        add(Entrant.PYTORCH, 100, 100);

        assertThat(REQUIRED.missed(record))
                .containsExactly(
                        "resnet-20: 5.90 times stock Deeplearning4j's training, required 7.00",
                        "resnet-20: 0.59 times PyTorch's training, required 0.60",
                        "resnet-20: 0.79 times PyTorch's inference, required 0.80");
        assertThat(new Requirements(5.9, 0.59, 0.79).missed(record)).isEmpty();
    }

    @Test
    void theSectionHasOneTableForEachArithmeticAndSaysWhatMadeIt() throws IOException {
        add(Entrant.FILTERFIT, 60, 300);
        add(Entrant.PYTORCH, 100, 400);
        add(Entrant.FILTERFIT_BFLOAT16, 90, 90);

        assertThat(ThroughputPage.section(record))
                .contains(
                        "| float32 | training |",
                        "| FilterFit | 60 (60 to 60) | 0.60 | 300 (300 to 300) | 0.75 | 1 | a library |",
                        "| PyTorch, NCHW | 100 (100 to 100) | 1.00 |",
                        "| bfloat16 | training |",
                        "a processor, 2 processors, Java 17, commit abc1234; 1 x `the command`, the last on 2026-01-02.");
    }

    @Test
    void roundsAreAddedToARecordThatWasWrittenBefore(@TempDir Path directory) throws IOException {
        add(Entrant.FILTERFIT, 10, 100);
        JsonFiles.write(directory.resolve("record.json"), record);
        ThroughputRecord next = record("abc1234");
        next.add(Entrant.FILTERFIT, new Rate(30, 300, "a library"));

        ThroughputRecord read = JsonFiles.read(directory.resolve("record.json"), ThroughputRecord.class)
                .orElseThrow();
        ThroughputRecord both = read.followedBy(next);

        assertThat(read).isEqualTo(record);
        assertThat(both.median(Entrant.FILTERFIT, Rate::training)).isEqualTo(20);
        assertThat(both.runs()).hasSize(2);
    }

    @Test
    void roundsOfAnotherCommitAreNotAdded() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> record.followedBy(record("def5678")))
                .withMessageContaining("another commit (abc1234, now def5678)");
    }

    @Test
    void roundsWithOtherLibrariesAreNotAdded() {
        add(Entrant.PYTORCH, 10, 100);
        ThroughputRecord next = record("abc1234");
        next.add(Entrant.PYTORCH, new Rate(10, 100, "another library"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> record.followedBy(next))
                .withMessageContaining("PYTORCH was not measured with the same");
    }
}
