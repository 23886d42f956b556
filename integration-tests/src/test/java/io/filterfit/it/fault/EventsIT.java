package io.filterfit.it.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.Stage;
import io.filterfit.contracts.Topic;
import io.filterfit.it.TinyJob;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events come twice, late, out of order, or are none. */
@ExtendWith(SharedBench.class)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventsIT {

    private static final List<Topic> HAND_OVERS =
            List.of(Topic.COMPRESS_REQUESTS, Topic.ANALYSES, Topic.PRUNINGS, Topic.TRAININGS);
    private static final int MALFORMED = 40;

    private final Bench bench;

    EventsIT(Bench bench) throws Exception {
        this.bench = bench;
        bench.undisturbed(TinyJob.SHORT);
        bench.staffed();
    }

    /** Every event of a job that is over, told again from the last to the first, and the request twice at the beginning. */
    @Test
    void eventsThatComeTwiceAndInTheWrongOrderChangeNothing() throws Exception {
        var fault = new Stopwatch();
        var request = bench.submit("twice", TinyJob.SHORT);
        bench.pipeline().publish(request, Topic.COMPRESS_REQUESTS.topicName());
        var audit = new Audit(bench, request).afterItsEnd();
        var job = request.jobId().value();

        for (int i = HAND_OVERS.size() - 1; i >= 0; i--) {
            var topic = HAND_OVERS.get(i);
            var event =
                    bench.pipeline().seen(topic, told -> job.equals(told.key())).get(0);
            bench.pipeline().publish(topic.topicName(), job, event.value());
        }

        // Each repeated event is answered by the stage and handed on from there: once for the second request, four
        // times for the others.
        bench.pipeline().await(Topic.RESULTS, 6, told -> job.equals(told.key()));
        audit.look();
        assertThat(audit.outcome()).isEqualTo("completed");
        assertThat(audit.results().bitEqual(bench.undisturbed(TinyJob.SHORT))).isTrue();
        for (var stage : Stage.values()) {
            assertThat(bench.store().list("jobs/" + job + "/round-1/" + stage.label() + "/attempts/"))
                    .as("attempts of the " + stage.label())
                    .hasSize(1);
        }
        FaultLog.met("events twice and in reverse order", "all topics", 1, audit.outcome(), true, fault.seconds());
    }

    /** Broken at random places, and events of the wrong kind: into every topic, before a job that is none of it. */
    @Test
    void malformedEventsGoToTheDeadLettersAndNothingElseHappens() throws Exception {
        var fault = new Stopwatch();
        var random = new Random(1);
        int sent = 0;
        for (var topic : HAND_OVERS) {
            var good = bench.pipeline().seen(topic, any -> isEvent(any)).get(0);
            for (int i = 0; i < MALFORMED / HAND_OVERS.size(); i++) {
                bench.pipeline().publish(topic.topicName(), "malformed", broken(good.value(), random));
                sent++;
            }
            for (var other : HAND_OVERS) {
                if (other != topic) {
                    var foreign =
                            bench.pipeline().seen(other, any -> isEvent(any)).get(0);
                    bench.pipeline().publish(topic.topicName(), "malformed", foreign.value());
                    sent++;
                }
            }
        }
        var behind = bench.submit("behind-malformed", TinyJob.SHORT);

        var audit = new Audit(bench, behind).afterItsEnd();
        assertThat(audit.outcome()).isEqualTo("completed");
        assertThat(audit.results().bitEqual(bench.undisturbed(TinyJob.SHORT))).isTrue();
        bench.pipeline()
                .await(Topic.DEAD_LETTERS, sent, letter -> "malformed".equals(letter.key()), Duration.ofSeconds(60));
        FaultLog.met("malformed events", "all topics", 1, audit.outcome(), true, fault.seconds());
    }

    /** As large as the broker takes, and an event that is one, but for a property of half a megabyte. */
    @Test
    void oversizedEventsStandInNobodysWay() throws Exception {
        var fault = new Stopwatch();
        bench.pipeline().publish(Topic.TRAININGS.topicName(), "oversized", new byte[1_048_400]);
        var good = bench.pipeline().seen(Topic.TRAININGS, any -> isEvent(any)).get(0);
        var inflated =
                new String(good.value(), UTF_8).replaceFirst("\\{", "{\"padding\":\"" + "x".repeat(500_000) + "\",");
        bench.pipeline().publish(Topic.TRAININGS.topicName(), good.key(), inflated.getBytes(UTF_8));
        var behind = bench.submit("behind-oversized", TinyJob.SHORT);

        var audit = new Audit(bench, behind).afterItsEnd();
        assertThat(audit.outcome()).isEqualTo("completed");
        assertThat(audit.results().bitEqual(bench.undisturbed(TinyJob.SHORT))).isTrue();
        bench.pipeline().await(Topic.DEAD_LETTERS, 1, letter -> "oversized".equals(letter.key()));
        FaultLog.met("oversized events", "evaluator", 1, audit.outcome(), true, fault.seconds());
    }

    private static boolean isEvent(ConsumerRecord<String, byte[]> record) {
        return record.key() != null
                && (record.key().startsWith("undisturbed-"))
                && new String(record.value(), UTF_8).contains("io.filterfit.");
    }

    /** Cut off, or with brackets and quotes exchanged, so that it is certainly no JSON any more. */
    private static byte[] broken(byte[] event, Random random) {
        var text = new String(event, UTF_8);
        int at = 1 + random.nextInt(text.length() - 2);
        return (random.nextBoolean() ? text.substring(0, at) : text.substring(0, at) + "\0}{" + text.substring(at))
                .getBytes(UTF_8);
    }
}
