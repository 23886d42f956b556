package io.filterfit.cli;

import io.filterfit.cli.pipeline.ArtifactTransfer;
import io.filterfit.cli.pipeline.PipelineAddress;
import io.filterfit.contracts.CompressionCompleted;
import java.nio.file.Path;

/** A finished job's artifacts as files of this machine. */
final class JobResults {

    private JobResults() {}

    static Compressed fetch(CompressionCompleted completed, PipelineAddress address, Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        try (ArtifactTransfer store = new ArtifactTransfer(address)) {
            Path model = store.download(completed.model(), absolute.resolve("model.zip"));
            Path report = store.download(completed.report(), absolute.resolve("report.json"));
            Path page = store.download(completed.reportPage(), absolute.resolve("report.html"));
            return Compressed.of(completed, model.toString(), report.toString(), page.toString());
        }
    }
}
