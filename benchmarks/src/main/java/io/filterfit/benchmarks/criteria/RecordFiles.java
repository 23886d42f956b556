package io.filterfit.benchmarks.criteria;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The records of all studies, one JSON file a cell, each of which appears in one move. */
final class RecordFiles {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path directory;

    RecordFiles(Path directory) {
        this.directory = directory;
    }

    Optional<CellRecord> find(Cell cell) throws IOException {
        return read(directory.resolve(cell.file()), CellRecord.class);
    }

    void write(CellRecord cell) throws IOException {
        write(directory.resolve(cell.cell().file()), cell);
    }

    Optional<BaselineRecord> baseline(String study) throws IOException {
        return read(baselineFile(study), BaselineRecord.class);
    }

    void write(String study, BaselineRecord baseline) throws IOException {
        write(baselineFile(study), baseline);
    }

    private Path baselineFile(String study) {
        return directory.resolve(study).resolve("baseline.json");
    }

    private static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), type)) : Optional.empty();
    }

    private static void write(Path file, Object record) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.writeString(unfinished, JSON.writeValueAsString(record) + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
