package io.filterfit.benchmarks.criteria;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.filterfit.spec.Checks;
import io.filterfit.spec.Criterion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network, a data set, and what is to be compared on them. Read from a JSON file, whose name is the study's.
 *
 * @param title of its page
 * @param dataset as {@code --dataset} takes it
 * @param network the file, relative to the project's directory
 * @param note what else a reader should know of how it was set up; may be empty
 * @param criteria the first is the one that the others are compared with
 */
record Study(
        String title,
        String dataset,
        String network,
        String note,
        List<Criterion> criteria,
        List<Mode> modes,
        List<Double> flopsReductions,
        List<Long> seeds,
        Budget budget) {

    Study {
        Checks.notBlank("title", title);
        Checks.notBlank("dataset", dataset);
        Checks.notBlank("network", network);
        Checks.present("note", note);
        Checks.present("budget", budget);
        criteria = List.copyOf(Checks.present("criteria", criteria));
        modes = List.copyOf(Checks.present("modes", modes));
        flopsReductions = List.copyOf(Checks.present("flopsReductions", flopsReductions));
        seeds = List.copyOf(Checks.present("seeds", seeds));
        flopsReductions.forEach(share -> Checks.share("flopsReductions", share));
        if (criteria.isEmpty()) {
            throw Checks.invalid("criteria is empty; name at least one");
        }
    }

    static Study read(Path file) throws IOException {
        return new JsonMapper().readValue(file.toFile(), Study.class);
    }

    static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.json$", "");
    }

    /** Of one seed, those of one table after the other. */
    List<Cell> cells(String name, long seed) {
        List<Cell> cells = new ArrayList<>();
        for (double flopsReduction : flopsReductions) {
            for (Mode mode : modes) {
                for (Criterion criterion : criteria) {
                    cells.add(new Cell(name, criterion, mode, flopsReduction, seed));
                }
            }
        }
        return cells;
    }
}
