package io.filterfit.benchmarks.criteria;

import io.filterfit.benchmarks.Machine;
import io.filterfit.dataset.Datasets;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A study with its network, its images and its records. */
final class StudyBench {

    private final String name;
    private final Study study;
    private final Path network;
    private final String networkSha256;
    private final RecordFiles records;
    private ImageDataset dataset;

    /** @param file of the study, a JSON file */
    StudyBench(Path home, Path file, RecordFiles records) throws IOException {
        this.name = Study.name(file);
        this.study = Study.read(file);
        this.network = home.resolve(study.network());
        this.networkSha256 = sha256(network);
        this.records = records;
    }

    String name() {
        return name;
    }

    Study study() {
        return study;
    }

    List<Cell> cells(long seed) {
        return study.seeds().contains(seed) ? study.cells(name, seed) : List.of();
    }

    /** Of the cells that are done, in the study's order. */
    List<CellRecord> records() throws IOException {
        List<CellRecord> done = new ArrayList<>();
        for (long seed : study.seeds()) {
            for (Cell cell : cells(seed)) {
                find(cell).ifPresent(done::add);
            }
        }
        return done;
    }

    /**
     * The record of a cell that is done.
     *
     * @throws IOException also if it was made with another budget or network: such must not end up in one table
     */
    Optional<CellRecord> find(Cell cell) throws IOException {
        Optional<CellRecord> found = records.find(cell);
        if (found.isPresent()
                && !(found.get().budget().equals(study.budget())
                        && found.get().networkSha256().equals(networkSha256))) {
            throw new IOException(
                    "the record " + cell.file() + " was made with another budget or network than the study has"
                            + " now; delete the study's records, or give the changed study a name of its own");
        }
        return found;
    }

    /** Runs a cell and keeps its record. */
    CellRecord run(Cell cell) throws IOException {
        baseline();
        CellRecord done = new CellRun(cell, study.budget(), dataset()).run(Networks.read(network), networkSha256);
        records.write(done);
        return done;
    }

    /** Measured once, then kept. */
    BaselineRecord baseline() throws IOException {
        Optional<BaselineRecord> kept = records.baseline(name);
        if (kept.isPresent()) {
            return kept.get();
        }
        BaselineRecord measured = measure(Networks.read(network));
        records.write(name, measured);
        return measured;
    }

    private BaselineRecord measure(Network original) {
        NetworkCost cost = NetworkCost.of(original.graph());
        return new BaselineRecord(
                Instant.now(),
                Machine.current(),
                study.network(),
                networkSha256,
                study.dataset(),
                cost.macs(),
                cost.parameters(),
                Score.of(Classification.of(
                        original.graph(),
                        dataset().holdOut(study.budget().validationImages()).validation())),
                Score.of(Classification.of(original.graph(), dataset().test())));
    }

    private ImageDataset dataset() {
        if (dataset == null) {
            dataset = Datasets.ofUser().open(study.dataset());
        }
        return dataset;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
