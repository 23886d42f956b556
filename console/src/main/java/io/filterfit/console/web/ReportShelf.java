package io.filterfit.console.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.filterfit.analysis.NetworkAnalysis;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.PruningCompleted;
import io.filterfit.report.GroupReport;
import io.filterfit.report.ReportFragment;
import io.filterfit.report.Reports;
import io.filterfit.report.RoundReport;
import io.filterfit.service.Documents;
import io.filterfit.service.PruningDocument;
import io.filterfit.service.ServiceConfiguration;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.store.ArtifactStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.commons.io.FileUtils;

/** What the store has to show of jobs, ready to be shown; the last few that were asked for are kept, for they never change. */
@ApplicationScoped
class ReportShelf {

    private static final int KEPT = 16;

    private final ArtifactStore store;
    private final Path directory;
    private final Cache<ArtifactReference, ReportFragment> reports =
            Caffeine.newBuilder().maximumSize(KEPT).build();
    private final Cache<ArtifactReference, String> selections =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    ReportShelf(ArtifactStore store, ServiceConfiguration configuration) {
        this.store = store;
        this.directory = configuration.work().directory();
    }

    ReportFragment report(ArtifactReference report) {
        return reports.get(
                report, any -> inDirectory(down -> Reports.toFragment(Reports.read(store.fetch(report, down)))));
    }

    /** Which filters stay, as soon as the pruner has said so. */
    String selection(PruningCompleted cut) {
        return selections.get(
                cut.pruning().plan(),
                any -> inDirectory(down -> Reports.toFragment(
                        roundOf(cut, down), cut.round().request().spec())));
    }

    private RoundReport roundOf(PruningCompleted cut, Path down) {
        var analysis = document(cut.analysis().document(), NetworkAnalysis.class, down);
        var pruning = document(cut.pruning().plan(), PruningDocument.class, down);
        return new RoundReport(
                cut.round().number(),
                false,
                GroupReport.of(analysis, pruning.plan().groups()),
                pruning.equivalence(),
                null,
                null);
    }

    private <T> T document(ArtifactReference reference, Class<T> type, Path down) {
        return Documents.read(store.fetch(reference, down), reference, type);
    }

    /** Where what is read is put on its way. */
    private <T> T inDirectory(Function<Path, T> work) {
        try {
            var temporary = Files.createTempDirectory(Files.createDirectories(directory), "report-");
            try {
                return work.apply(temporary);
            } finally {
                FileUtils.deleteDirectory(temporary.toFile());
            }
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE, directory + " cannot be written (" + e.getMessage() + ")", e);
        }
    }
}
