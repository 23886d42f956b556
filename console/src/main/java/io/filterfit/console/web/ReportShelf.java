package io.filterfit.console.web;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.report.ReportFragment;
import io.filterfit.report.Reports;
import io.filterfit.service.ServiceConfiguration;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.store.ArtifactStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** Reports, ready to be shown; the last few that were asked for are kept, for they never change. */
@ApplicationScoped
class ReportShelf {

    private static final int KEPT = 16;

    private final ArtifactStore store;
    private final Path directory;
    private final Map<String, ReportFragment> kept =
            Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, ReportFragment> eldest) {
                    return size() > KEPT;
                }
            });

    ReportShelf(ArtifactStore store, ServiceConfiguration configuration) {
        this.store = store;
        this.directory = configuration.work().directory();
    }

    ReportFragment fetch(ArtifactReference report) {
        var known = kept.get(report.sha256());
        if (known != null) {
            return known;
        }
        var read = read(report);
        kept.put(report.sha256(), read);
        return read;
    }

    private ReportFragment read(ArtifactReference report) {
        try {
            var temporary = Files.createTempDirectory(Files.createDirectories(directory), "report-");
            try {
                return Reports.toFragment(Reports.read(store.fetch(report, temporary)));
            } finally {
                FileUtils.deleteDirectory(temporary.toFile());
            }
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE, directory + " cannot be written (" + e.getMessage() + ")", e);
        }
    }
}
