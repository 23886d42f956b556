package io.filterfit.benchmarks.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.spec.Criterion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFilesTest {

    private static final CellRecord RECORD =
            Records.of(new Criterion.DistributionFitting(null, 0, true, 0), Mode.SOFT, 0.62, 3, 7_000);

    @TempDir
    Path directory;

    @Test
    void aRecordIsReadAsItWasWritten() throws Exception {
        RecordFiles files = new RecordFiles(directory);

        files.write(RECORD);

        assertThat(files.find(RECORD.cell())).contains(RECORD);
    }

    @Test
    void whatAnInterruptedRunLeftBehindIsNoRecord() throws Exception {
        Path file = directory.resolve(RECORD.cell().file() + ".unfinished");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{");

        assertThat(new RecordFiles(directory).find(RECORD.cell())).isEmpty();
    }
}
