package io.filterfit.cli;

import io.filterfit.cli.pipeline.PipelineAddress;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.report.Reports;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.store.ArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A finished job's artifacts as files of this machine. */
final class JobResults {

    private JobResults() {}

    /** Puts network, manifest and report into a directory. */
    static Compressed fetch(CompressionCompleted completed, PipelineAddress address, Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        try (ArtifactStore store = new ArtifactStore(address.store())) {
            Files.createDirectories(absolute);
            return Compressed.of(
                    completed,
                    store.fetch(completed.model(), absolute).toString(),
                    completed.onnx() == null
                            ? null
                            : store.fetch(completed.onnx(), absolute).toString(),
                    store.fetch(completed.manifest(), absolute).toString(),
                    store.fetch(completed.report(), absolute).toString(),
                    store.fetch(completed.reportPage(), absolute).toString());
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE,
                    "directory " + absolute + " cannot be made (" + e.getMessage() + "); choose another",
                    e);
        }
    }

    /** Where everything is, for a person. */
    static void show(Compressed compressed, Output output) {
        output.line("network  " + compressed.model());
        if (compressed.onnx() != null) {
            output.line("ONNX     " + compressed.onnx());
        }
        output.line("manifest " + compressed.manifest());
        output.line("report   " + compressed.reportPage());
    }

    /** Before and after, for a person. */
    static String table(Compressed compressed) {
        return Reports.toTable(Reports.read(Path.of(compressed.report())));
    }
}
