package io.filterfit.benchmarks.criteria;

import io.filterfit.benchmarks.JsonFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The records of all studies, one JSON file a cell. */
final class RecordFiles {

    private final Path directory;

    RecordFiles(Path directory) {
        this.directory = directory;
    }

    Optional<CellRecord> find(Cell cell) throws IOException {
        return JsonFiles.read(directory.resolve(cell.file()), CellRecord.class);
    }

    void write(CellRecord cell) throws IOException {
        JsonFiles.write(directory.resolve(cell.cell().file()), cell);
    }

    Optional<BaselineRecord> baseline(String study) throws IOException {
        return JsonFiles.read(baselineFile(study), BaselineRecord.class);
    }

    void write(String study, BaselineRecord baseline) throws IOException {
        JsonFiles.write(baselineFile(study), baseline);
    }

    private Path baselineFile(String study) {
        return directory.resolve(study).resolve("baseline.json");
    }
}
