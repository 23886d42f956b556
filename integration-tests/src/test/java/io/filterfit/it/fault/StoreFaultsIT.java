package io.filterfit.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.Stage;
import io.filterfit.it.TinyJob;
import io.filterfit.spec.FailureReason;
import io.filterfit.stack.ServiceName;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The store is slow, answers with errors, breaks connections, or is full. */
@ExtendWith(SharedBench.class)
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoreFaultsIT {

    private final Bench bench;

    StoreFaultsIT(Bench bench) throws Exception {
        this.bench = bench;
        bench.undisturbed(TinyJob.SHORT);
        bench.staffed();
    }

    @AfterEach
    void heal() {
        bench.proxy().heal();
    }

    /** Every fifth request, drawn with a seed: an error before the store is asked, a broken connection before, and after. */
    @Test
    void everyFifthRequestFails() throws Exception {
        var random = new Random(1);
        var request = bench.request("erroring", TinyJob.SHORT);
        meets("store fails every fifth request", "all stages", request, asked -> switch (random.nextInt(20)) {
            case 0 -> new StoreProxy.Answered(503, "SlowDown");
            case 1 -> new StoreProxy.Answered(500, "InternalError");
            case 2 -> new StoreProxy.Broken(false);
            case 3 -> new StoreProxy.Broken(true);
            default -> new StoreProxy.None();
        });
    }

    /** The writer of an outcome that does not hear that it was written finds that somebody was faster: itself. */
    @ParameterizedTest
    @EnumSource(Stage.class)
    @Tag("long")
    void theAnswerToACommitIsLost(Stage stage) throws Exception {
        var request = bench.request("unanswered", TinyJob.SHORT);
        var outcome = "/jobs/" + request.jobId() + "/round-1/" + stage.label() + "/outcome.json";
        meets(
                "answer of the store to the commit lost",
                stage.label(),
                request,
                asked -> asked.isPut(outcome) && bench.proxy().faults() == 0
                        ? new StoreProxy.Broken(true)
                        : new StoreProxy.None());
    }

    /** One attempt is allowed, and the one that does not hear that it was marked is no second one. */
    @Test
    @Tag("long")
    void theAnswerToTheMarkOfAnAttemptIsLost() throws Exception {
        bench.dismiss(ServiceName.PRUNER);
        bench.another(ServiceName.PRUNER, Map.of("FILTERFIT_WORK_ATTEMPTS", "1"));
        var request = bench.request("unmarked", TinyJob.SHORT);
        var mark = "/jobs/" + request.jobId() + "/round-1/pruner/attempts/";
        meets(
                "answer of the store to the mark of an attempt lost",
                "pruner",
                request,
                asked -> asked.isPut(mark) && bench.proxy().faults() == 0
                        ? new StoreProxy.Broken(true)
                        : new StoreProxy.None());
        bench.dismissOthers();
    }

    @Test
    @Tag("long")
    void everyRequestTakesASecondLonger() throws Exception {
        var request = bench.request("slow", TinyJob.SHORT);
        meets(
                "store answers a second late",
                "all stages",
                request,
                asked -> new StoreProxy.Delayed(Duration.ofSeconds(1)));
    }

    @Test
    void aFullStoreIsWaitedForUntilThereIsRoom() throws Exception {
        var request = bench.request("full-for-a-while", TinyJob.SHORT);
        var fault = new Stopwatch();
        bench.proxy()
                .plan(asked -> asked.isPut("/jobs/")
                        ? new StoreProxy.Answered(507, "InsufficientStorage")
                        : new StoreProxy.None());
        bench.pipeline().publish(request, "compress-requests");
        TimeUnit.SECONDS.sleep(5);
        assertThat(bench.proxy().faults()).isPositive();
        bench.proxy().heal();

        completed("store full for 5 s", "all stages", request, fault);
    }

    /** The outcome cannot be stored either; it is told all the same. */
    @Test
    @Tag("long")
    void aStoreThatStaysFullEndsTheJobWithItsReason() throws Exception {
        bench.dismiss(ServiceName.PRUNER);
        bench.another(ServiceName.PRUNER, Map.of("FILTERFIT_STORE_RETRY_FOR", "3s"));
        var request = bench.request("full-for-good", TinyJob.SHORT);
        var fault = new Stopwatch();
        bench.proxy()
                .plan(asked -> asked.isPut("/pruner/")
                        ? new StoreProxy.Answered(507, "InsufficientStorage")
                        : new StoreProxy.None());
        bench.pipeline().publish(request, "compress-requests");

        var audit = new Audit(bench, request).afterItsEnd();
        assertThat(audit.failure().reason()).isEqualTo(FailureReason.STORE_UNAVAILABLE);
        assertThat(audit.failure().stage()).isEqualTo(Stage.PRUNER);
        FaultLog.met("store full for good", "pruner", 1, audit.outcome(), null, fault.seconds());
        bench.dismissOthers();
    }

    private void meets(String what, String where, CompressRequested request, StoreProxy.Plan plan) throws Exception {
        var fault = new Stopwatch();
        bench.proxy().plan(plan);
        bench.pipeline().publish(request, "compress-requests");
        completed(what, where, request, fault);
    }

    private void completed(String what, String where, CompressRequested request, Stopwatch fault) throws Exception {
        var audit = new Audit(bench, request).afterItsEnd();
        double seconds = fault.seconds();
        assertThat(audit.outcome()).isEqualTo("completed");
        assertThat(audit.results().bitEqual(bench.undisturbed(TinyJob.SHORT))).isTrue();
        FaultLog.met(what, where, 1, audit.outcome(), true, seconds);
    }
}
