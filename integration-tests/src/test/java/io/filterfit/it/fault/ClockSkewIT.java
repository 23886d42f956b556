package io.filterfit.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.filterfit.contracts.Stage;
import io.filterfit.it.TinyJob;
import io.filterfit.spec.FailureReason;
import io.filterfit.stack.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica's clock is wrong. */
@ExtendWith(SharedBench.class)
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("long")
class ClockSkewIT {

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

    private final Bench bench;

    ClockSkewIT(Bench bench) throws Exception {
        this.bench = bench;
        bench.undisturbed(TinyJob.SHORT);
        bench.staffed();
    }

    @BeforeAll
    static void libraryIsThere() {
        assumeTrue(
                Files.exists(LIBRARY),
                "no libfaketime here (Debian: apt-get install libfaketime); wrong clocks are not tested");
    }

    @AfterEach
    void dismiss() throws Exception {
        bench.dismissOthers();
        bench.staffed();
    }

    /** Within the quarter of an hour that signatures allow. */
    @ParameterizedTest
    @EnumSource(Stage.class)
    void aClockThatIsTenMinutesSlowDoesNoHarm(Stage stage) throws Exception {
        var fault = new Stopwatch();
        withClock(stage, "-10m");
        var request = bench.submit("slow-clock", TinyJob.SHORT);

        var audit = new Audit(bench, request).afterItsEnd();
        assertThat(audit.outcome()).isEqualTo("completed");
        assertThat(audit.results().bitEqual(bench.undisturbed(TinyJob.SHORT))).isTrue();
        FaultLog.met("clock 10 minutes slow", stage.label(), 1, audit.outcome(), true, fault.seconds());
    }

    /** The store takes no request with such a date. */
    @ParameterizedTest
    @EnumSource(Stage.class)
    void aClockThatIsADayFastEndsTheJobWithItsReason(Stage stage) throws Exception {
        var fault = new Stopwatch();
        withClock(stage, "+1d");
        var request = bench.submit("fast-clock", TinyJob.SHORT);

        var audit = new Audit(bench, request).afterItsEnd();
        assertThat(audit.failure().reason()).isEqualTo(FailureReason.STORE_ACCESS_DENIED);
        FaultLog.met("clock a day fast", stage.label(), 1, audit.outcome(), null, fault.seconds());
    }

    private void withClock(Stage stage, String offset) throws Exception {
        var service = ServiceName.valueOf(stage.name());
        bench.dismiss(service);
        bench.another(
                service,
                Map.of(
                        "LD_PRELOAD",
                        LIBRARY.toString(),
                        "FAKETIME",
                        offset,
                        // Time that only goes by is left alone, or the JVM's own waiting would be off.
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        // The library would look at its environment again and again, and crash where others change
                        // theirs.
                        "FAKETIME_CACHE_DURATION",
                        "1000000"));
    }
}
