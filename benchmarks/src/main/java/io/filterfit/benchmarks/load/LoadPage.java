package io.filterfit.benchmarks.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The results in Markdown, made of the record alone. */
final class LoadPage {

    /** Milliseconds, of the 99th percentile at half load. */
    private static final double WANTED = 250;

    private final LoadRecords records;
    private final LoadRecord record;

    LoadPage(LoadRecords records) {
        this.records = records;
        this.record = records.latest();
    }

    String markdown() {
        return text(
                        """
                # Load

                <!-- Written by benchmarks/load.sh from records/load. -->

                Tiny jobs through the whole pipeline on one machine: broker, store and the four services as `filterfit up` starts them, one replica of each,
                but that each computes with one thread. A job has a network of %,d parameters and 32 images of 8 x 8 pixels (epochs: %d); everything
                else is as in any job: the same code, artifacts, proofs, measurements and reports. Jobs are queued all at once, and then sent at half the
                rate that they went through at.

                | commit | | jobs | completed, exactly once | failed | lost | with two different outcomes | jobs a second | hand-over, median, ms | 99th percentile, ms | request to outcome, median, s |
                |---|---|---|---|---|---|---|---|---|---|---|
                %s
                """,
                        record.parameters(),
                        record.epochs(),
                        records.runs().stream().map(LoadPage::rows).collect(Collectors.joining()))
                + handOver()
                + perJob()
                + memory()
                + demo()
                + runs();
    }

    private static String rows(LoadRecord run) {
        return phase(run.commit(), "queued at once", run.saturated(), "they queue | they queue | they queue")
                + phase(
                        run.commit(),
                        "at half the rate",
                        run.paced(),
                        text(
                                "%.0f | %.0f | %.2f",
                                run.paced().all().p50(),
                                run.paced().all().p99(),
                                run.paced().latency().p50() / 1e3));
    }

    private static String phase(String commit, String how, LoadRecord.Phase phase, String waiting) {
        return text(
                "| %s | %s | %,d | %,d | %,d | %,d | %,d | %.2f | %s |\n",
                commit,
                how,
                phase.jobs(),
                phase.completed(),
                phase.failed(),
                phase.lost(),
                phase.repeated(),
                phase.jobsPerSecond(),
                waiting);
    }

    private String runs() {
        var rows = new StringBuilder("\n## Runs\n\n");
        records.runs()
                .forEach(run -> rows.append(text(
                        "- `%s` at commit %s, %s, on %s, %d processors, Java %s, whose load average was %.1f before anything was started\n",
                        run.command(),
                        run.commit(),
                        run.time(),
                        run.machine().processor(),
                        run.machine().processors(),
                        run.machine().java(),
                        run.loadBefore())));
        return rows.toString();
    }

    private String handOver() {
        var rows = new StringBuilder();
        record.paced()
                .handOver()
                .forEach((stage, millis) -> rows.append(text(
                        "| %s | %.0f | %.0f | %.0f | %.2f | %.2f |\n",
                        stage,
                        millis.p50(),
                        millis.p99(),
                        millis.largest(),
                        record.paced().work().get(stage),
                        record.saturated().work().get(stage))));
        return text(
                """
                ## Hand-over at half load

                At commit %s. From the time stamp on the event that hands a job on to that on the first progress that the next stage tells of it: delivery, the look for an
                outcome that is there already, and the mark of the attempt are in it. *Work* is the median time that the stage has the job for.

                | to | median, ms | 99th percentile, ms | largest, ms | work, s | work when all is queued, s |
                |---|---|---|---|---|---|
                %s
                The target is a 99th percentile under %.0f ms over all hand-overs: %s. What else the machine does (the load averages below) is in it.

                """,
                record.commit(), rows, WANTED, record.paced().all().p99() < WANTED ? "met" : "missed");
    }

    private String perJob() {
        var perJob = record.perJob();
        var rows = new StringBuilder();
        perJob.events().forEach((topic, count) -> {
            if (count > 0) {
                rows.append(text(
                        "| `%s` | %.2f messages | %,.0f |\n",
                        topic, count, perJob.eventBytes().get(topic)));
            }
        });
        perJob.requests().forEach((method, count) -> {
            if (count > 0) {
                rows.append(text("| store: %s | %.2f requests | |\n", method, count));
            }
        });
        return text(
                """
                ## What a job costs broker and store

                Means over the jobs of commit %s; requests are those of the services. The sizes of artifacts are those of this network.

                | | a job | bytes a job |
                |---|---|---|
                %s| store: left when the job is over | %.2f objects | %,.0f |

                """,
                record.commit(), rows, perJob.objects(), perJob.objectBytes());
    }

    private String memory() {
        var rows = new StringBuilder();
        records.largest().memory().forEach((service, samples) -> rows.append(row(service, samples)));
        return text(
                """
                ## Memory

                ![Heap in use and resident size of each service over the run](load-memory.svg)

                Means over each quarter of the run of the most jobs (commit %s), in MiB. Caches of the arithmetic and of the JVM are filled in the beginning, so that only a run of many jobs
                tells whether a service grows for ever.

                | service | heap in use, by quarter | | | | resident size, by quarter | | | |
                |---|---|---|---|---|---|---|---|---|
                %s
                """,
                records.largest().commit(), rows);
    }

    private static String row(String service, List<LoadRecord.MemorySample> samples) {
        return "| " + service + quarters(samples, LoadRecord.MemorySample::heap)
                + quarters(samples, LoadRecord.MemorySample::resident) + " |\n";
    }

    private static String quarters(
            List<LoadRecord.MemorySample> samples, ToLongFunction<LoadRecord.MemorySample> bytes) {
        return IntStream.range(0, 4)
                .mapToObj(quarter -> samples.subList(samples.size() * quarter / 4, samples.size() * (quarter + 1) / 4))
                .map(part ->
                        text(" | %.0f", part.stream().mapToLong(bytes).average().orElse(0) / (1 << 20)))
                .collect(Collectors.joining());
    }

    private String demo() {
        if (record.demo() == null) {
            return "";
        }
        var demo = record.demo();
        return text(
                """
                ## Overhead on the demo's job

                The job of `filterfit demo --epochs %d` (commit %s), by services that had just been started, took %.1f s from request to outcome, and the stages worked for %s of them: %.1f %% are the pipeline's.
                The target is 5 %%: %s.
                """,
                demo.epochs(),
                record.commit(),
                demo.seconds(),
                stages(demo.stages()),
                100 * demo.overhead(),
                demo.overhead() <= 0.05 ? "met" : "missed");
    }

    private static String stages(Map<String, Double> stages) {
        return String.join(
                " + ",
                stages.entrySet().stream()
                        .map(stage -> text("%.1f s (%s)", stage.getValue(), stage.getKey()))
                        .toList());
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
