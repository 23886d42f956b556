package io.filterfit.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.Stage;
import io.filterfit.it.TinyJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Broker and store are killed in the middle of jobs, and come back. */
@Timeout(value = 500, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("long")
class OutageIT {

    private static final int MINUTE = 60;

    private static Path directory;
    private static Bench bench;

    @BeforeAll
    @Timeout(400)
    static void start() throws Exception {
        directory = Files.createTempDirectory("filterfit-outage");
        bench = new Bench(directory, Map.of());
        bench.undisturbed(TinyJob.SHORT);
    }

    @AfterAll
    static void end() throws Exception {
        if (bench != null) {
            bench.close();
        }
        FileUtils.deleteQuietly(directory.toFile());
    }

    @Test
    void theBrokerIsAwayForAMinute() throws Exception {
        var broker = bench.broker();
        var requests = underWay("broker-away");

        var fault = new Stopwatch();
        broker.kill();
        TimeUnit.SECONDS.sleep(MINUTE);
        broker.start();

        completed("broker killed, back after a minute", "one job in training, one behind it", requests, fault);
    }

    @Test
    void theStoreIsAwayForAMinute() throws Exception {
        var store = bench.storeServer();
        var requests = underWay("store-away");

        var fault = new Stopwatch();
        store.kill();
        TimeUnit.SECONDS.sleep(MINUTE);
        store.start();

        completed("store killed, back after a minute", "one job in training, one behind it", requests, fault);
    }

    private static List<CompressRequested> underWay(String name) throws Exception {
        bench.staffed();
        var first = bench.request(name, TinyJob.SHORT);
        Place.DURING.await(bench, first, Stage.TRAINER);
        var second = bench.submit(name, TinyJob.SHORT);
        bench.proxy().heal();
        return List.of(first, second);
    }

    private static void completed(String what, String where, List<CompressRequested> requests, Stopwatch fault)
            throws Exception {
        for (var request : requests) {
            var audit = new Audit(bench, request).afterItsEnd();
            assertThat(audit.outcome()).isEqualTo("completed");
            assertThat(audit.results().bitEqual(bench.undisturbed(TinyJob.SHORT)))
                    .isTrue();
        }
        FaultLog.met(what, where, requests.size(), "completed", true, fault.seconds());
    }
}
