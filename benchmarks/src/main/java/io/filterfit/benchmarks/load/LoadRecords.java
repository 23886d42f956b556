package io.filterfit.benchmarks.load;

import io.filterfit.benchmarks.JsonFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The runs that there are records of: what takes many jobs to see is told of the largest, everything else of the latest.
 *
 * @param runs at least one; in order of time
 */
record LoadRecords(List<LoadRecord> runs) {

    LoadRecords {
        runs = runs.stream().sorted(Comparator.comparing(LoadRecord::time)).toList();
    }

    /** Those of a directory, a file each. */
    static LoadRecords read(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new LoadRecords(files.filter(file -> file.toString().endsWith(".json"))
                    .map(LoadRecords::run)
                    .toList());
        }
    }

    private static LoadRecord run(Path file) {
        try {
            return JsonFiles.read(file, LoadRecord.class).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LoadRecord latest() {
        return runs.get(runs.size() - 1);
    }

    /** That of the most jobs; of several, the latest. */
    LoadRecord largest() {
        return runs.stream()
                .max(Comparator.<LoadRecord>comparingInt(run -> run.saturated().jobs())
                        .thenComparing(LoadRecord::time))
                .orElseThrow();
    }
}
