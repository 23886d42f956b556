package io.filterfit.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.filterfit.benchmarks.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadPageTest {

    @Test
    void saysWhetherTheHandOverIsInTime() {
        assertThat(page(record(249, 100)).markdown()).contains("99th percentile under 250 ms over all hand-overs: met");
        assertThat(page(record(251, 100)).markdown()).contains("over all hand-overs: missed");
    }

    @Test
    void whatOfTheDemoIsNotWorkIsOverhead() {
        assertThat(record(1, 100).demo().overhead()).isCloseTo(0.04, offset(1e-9));
        assertThat(page(record(1, 100)).markdown()).contains("4.0 % are the pipeline's", "5 %: met");
        assertThat(page(record(1, 120)).markdown()).contains("20.0 % are the pipeline's", "5 %: missed");
    }

    @Test
    void theFleetIsReckonedFromTheRecord() {
        var page = new ScalingPage(record(1, 100)).markdown();

        // 11.57 jobs a second x 30 s / 0.7
        assertThat(page).contains("| pruner | 30.00 | 11.57 x 30.00 / 0.7 = **497** |");
        // 11.57 jobs a second x 20 requests
        assertThat(page).contains("| GET | 20.0 | 231 |");
        assertThat(page).doesNotContain("NaN");
    }

    @Test
    void memoryIsThatOfTheLargestRunAndHandOversThoseOfTheLatest() {
        var records = new LoadRecords(List.of(run("latest0", 2, 100, 20, 100), run("largest", 1, 10_000, 900, 100)));

        var page = new LoadPage(records).markdown();

        assertThat(records.latest().commit()).isEqualTo("latest0");
        assertThat(page)
                .contains(
                        "| largest | queued at once | 10,000 | 10,000 |", "| latest0 | at half the rate | 100 | 100 |")
                .contains("the run of the most jobs (commit largest)", "over all hand-overs: met");
    }

    private static LoadPage page(LoadRecord run) {
        return new LoadPage(new LoadRecords(List.of(run)));
    }

    private static LoadRecord record(double p99, double demoSeconds) {
        return run("abcdef0", 0, 100, p99, demoSeconds);
    }

    private static LoadRecord run(String commit, long second, int jobs, double p99, double demoSeconds) {
        var millis = new LoadRecord.Millis(10, p99, p99);
        var phase = new LoadRecord.Phase(
                jobs, jobs, 0, 0, 0, 50, Map.of("pruner", millis), millis, millis, Map.of("pruner", 1.0));
        return new LoadRecord(
                Instant.ofEpochSecond(second),
                commit,
                "benchmarks/load.sh",
                new Machine("processor", 2, "17"),
                0.1,
                1_000,
                1,
                phase,
                phase,
                new LoadRecord.PerJob(
                        Map.of("progress", 5.0, "results", 1.0),
                        Map.of("progress", 2_000.0, "results", 2_000.0),
                        Map.of("GET", 20.0),
                        10,
                        1_000),
                Map.of("pruner-service", List.of(new LoadRecord.MemorySample(1, 1 << 20, 2 << 20))),
                new LoadRecord.Demo(2, demoSeconds, Map.of("pruner", 30.0, "trainer", 66.0)));
    }
}
