package io.filterfit.cli;

import io.filterfit.cli.retention.Garbage;
import io.filterfit.cli.retention.GarbageCollector;
import io.filterfit.store.ArtifactStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes what old jobs left in the store. */
@Command(
        name = "gc",
        description = {
            "Show what the store holds of jobs that ended long ago, and with --delete remove it: their networks, reports, checkpoints and marks,"
                    + " the submitted networks that no other job names, and what was cached as long ago.",
            "What came of each stage stays, so that a request that comes again is answered and not worked on again."
        },
        mixinStandardHelpOptions = true)
final class GcCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            defaultValue = "30d",
            converter = Age.class,
            description = "Since the job's end: a number of d, h, m or s (${DEFAULT-VALUE}).")
    private Duration olderThan;

    @Option(names = "--delete", description = "Remove it; without this option nothing is changed.")
    private boolean delete;

    /** The outcome for machines. */
    record Collected(
            Instant before,
            boolean deleted,
            List<Job> jobs,
            long models,
            long cached,
            long objects,
            long bytes,
            Garbage.Kept kept) {}

    record Job(String jobId, String state, Instant ended, int objects, long bytes) {

        static Job of(Garbage.Job job) {
            return new Job(job.id(), job.state(), job.ended(), job.objects().size(), job.bytes());
        }
    }

    @Override
    public Integer call() {
        var address = connection.address();
        var before = Instant.now().minus(olderThan);
        try (var store = new ArtifactStore(address.store())) {
            var collector = new GarbageCollector(address, store, before);
            var garbage = collector.find();
            if (delete) {
                collector.delete(garbage);
            }
            tell(garbage);
            output.result(new Collected(
                    before,
                    delete,
                    garbage.jobs().stream().map(Job::of).toList(),
                    garbage.models().size(),
                    garbage.cache().size(),
                    garbage.objects(),
                    garbage.bytes(),
                    garbage.kept()));
        }
        return 0;
    }

    private void tell(Garbage garbage) {
        if (!garbage.jobs().isEmpty()) {
            var table = new TextTable("job", "state", "ended", "objects", "bytes");
            garbage.jobs()
                    .forEach(job -> table.row(
                            job.id(), job.state(), job.ended(), job.objects().size(), job.bytes()));
            output.line(table.toString());
        }
        output.line("%s %d objects, %s: of %d jobs, %d submitted networks, %d cached measurements"
                .formatted(
                        delete ? "removed" : "would remove",
                        garbage.objects(),
                        FileUtils.byteCountToDisplaySize(garbage.bytes()),
                        garbage.jobs().size(),
                        garbage.models().size(),
                        garbage.cache().size()));
        output.line("kept %d jobs that have not ended, and %d that ended, or were written to, less than %s ago"
                .formatted(
                        garbage.kept().unfinished(), garbage.kept().recent(), Durations.text(olderThan.toSeconds())));
        if (!delete && garbage.objects() > 0) {
            output.line("nothing is changed yet; --delete removes it");
        }
    }
}
