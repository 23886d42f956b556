package io.filterfit.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.StageProgressed;
import io.filterfit.contracts.Topic;
import io.filterfit.it.TinyJob;
import io.filterfit.stack.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several replicas of a service, which come and go while jobs are under way. */
@ExtendWith(SharedBench.class)
@Timeout(value = 500, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("long")
class ReplicasIT {

    private final Bench bench;

    ReplicasIT(Bench bench) throws Exception {
        this.bench = bench;
        bench.undisturbed(TinyJob.SHORT);
        bench.undisturbed(TinyJob.LONG);
    }

    @AfterEach
    void dismiss() throws Exception {
        bench.dismissOthers();
    }

    @Test
    void twoReplicasOfEveryServiceShareJobsAndEachJobEndsOnce() throws Exception {
        bench.staffed();
        for (var service : ServiceName.stages()) {
            bench.another(service, Map.of());
        }
        var fault = new Stopwatch();
        List<CompressRequested> requests = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            requests.add(bench.submit("shared", TinyJob.SHORT));
        }

        for (var request : requests) {
            completed(request, TinyJob.SHORT);
        }
        FaultLog.met(
                "two replicas of every service", "all stages", requests.size(), "completed", true, fault.seconds());
    }

    /** A second trainer comes, and the first is killed: two rebalances in the middle of a training. */
    @Test
    void aRebalanceInTheMiddleOfATrainingLosesNothing() throws Exception {
        bench.staffed();
        var request = bench.submit("rebalanced", TinyJob.LONG);
        bench.pipeline().await(Topic.PROGRESS, 1, told -> isTraining(told, request));

        var fault = new Stopwatch();
        var second = bench.another(ServiceName.TRAINER, Map.of());
        var queued = bench.submit("rebalanced-beside", TinyJob.SHORT);
        while (!second.listens()) {
            Thread.sleep(50);
        }
        bench.replica(ServiceName.TRAINER).kill();

        completed(request, TinyJob.LONG);
        completed(queued, TinyJob.SHORT);
        FaultLog.met("rebalance: a replica comes, another is killed", "trainer", 2, "completed", true, fault.seconds());
    }

    private boolean isTraining(ConsumerRecord<String, byte[]> told, CompressRequested request) {
        return request.jobId().value().equals(told.key())
                && ((StageProgressed) bench.pipeline().decode(told)).stage() == Stage.TRAINER;
    }

    private void completed(CompressRequested request, int epochs) throws Exception {
        var audit = new Audit(bench, request).afterItsEnd();
        assertThat(audit.outcome()).isEqualTo("completed");
        assertThat(audit.results().bitEqual(bench.undisturbed(epochs))).isTrue();
    }
}
