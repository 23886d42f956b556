package io.filterfit.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.Stage;
import io.filterfit.it.TinyJob;
import io.filterfit.stack.ServiceName;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code kill -9} and SIGTERM of each service, wherever it is in its work. */
@ExtendWith(SharedBench.class)
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillIT {

    static Stream<Arguments> everywhere() {
        return Arrays.stream(Stage.values())
                .flatMap(stage -> Arrays.stream(Place.values()).map(place -> Arguments.of(stage, place)));
    }

    /** The place that is hardest to get right, and in training the one that is met most often. */
    @ParameterizedTest
    @EnumSource(Stage.class)
    void aJobWhoseServiceIsKilledEndsAsIfItHadNotBeen(Stage stage, Bench bench) throws Exception {
        killed(bench, stage, stage == Stage.TRAINER ? Place.DURING : Place.AFTER_COMMIT);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("everywhere")
    void aJobWhoseServiceIsKilledAnywhereEndsAsIfItHadNotBeen(Stage stage, Place place, Bench bench) throws Exception {
        killed(bench, stage, place);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(Stage.class)
    void aJobWhoseServiceIsToldToEndGoesOnElsewhere(Stage stage, Bench bench) throws Exception {
        bench.undisturbed(TinyJob.SHORT);
        bench.staffed();
        var request = bench.request("told-to-end", TinyJob.SHORT);
        Place.DURING.await(bench, request, stage);

        var fault = new Stopwatch();
        assertThat(bench.replica(serviceOf(stage)).terminate()).isLessThan(30);
        bench.proxy().heal();
        bench.staffed();

        ended(bench, "SIGTERM", stage.label() + ", " + Place.DURING, request, fault);
    }

    private static void killed(Bench bench, Stage stage, Place place) throws Exception {
        bench.undisturbed(TinyJob.SHORT);
        bench.staffed();
        var request = bench.request("killed", TinyJob.SHORT);
        place.await(bench, request, stage);

        var fault = new Stopwatch();
        bench.replica(serviceOf(stage)).kill();
        bench.proxy().heal();
        bench.staffed();

        ended(bench, "kill -9", stage.label() + ", " + place, request, fault);
    }

    private static void ended(Bench bench, String what, String where, CompressRequested request, Stopwatch fault)
            throws Exception {
        var audit = new Audit(bench, request).afterItsEnd();
        double seconds = fault.seconds();
        assertThat(audit.outcome()).isEqualTo("completed");
        assertThat(audit.results().bitEqual(bench.undisturbed(TinyJob.SHORT))).isTrue();
        FaultLog.met(what, where, 1, audit.outcome(), true, seconds);
    }

    private static ServiceName serviceOf(Stage stage) {
        return ServiceName.values()[stage.ordinal()];
    }
}
