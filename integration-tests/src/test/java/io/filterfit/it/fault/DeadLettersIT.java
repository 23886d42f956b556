package io.filterfit.it.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.filterfit.contracts.DeadLetterHeaders;
import io.filterfit.contracts.Topic;
import io.filterfit.it.TinyJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that no service can make sense of: where they go, and back. */
@ExtendWith(SharedBench.class)
@Timeout(value = 200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadLettersIT {

    /** As large as the broker takes, so that no header finds room beside it. */
    private static final int LARGEST = 1_048_400;

    @Test
    void aPoisonedMessageIsPutAsideWithReasonStageAndStackAndSentAgainOnce(Bench bench) throws Exception {
        bench.staffed();
        var poison = "{\"specversion\": \"1.0\", poison".getBytes(UTF_8);
        bench.pipeline().publish(Topic.ANALYSES.topicName(), "poison", poison);

        var letter = letters(bench, "poison", 1).get(0);
        assertThat(letter.value()).isEqualTo(poison);
        assertThat(header(letter, DeadLetterHeaders.REASON)).contains("not a CloudEvent");
        assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("pruner");
        assertThat(header(letter, DeadLetterHeaders.STACK))
                .contains("UndecodableEventException", "at io.filterfit.contracts.EventCodec");
        assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo("analyses");

        var command = new Command(bench);
        var listed = only(command.json("dead-letters", "list"), "letters", "poison");
        assertThat(listed.get("topic").asText()).isEqualTo("analyses");
        assertThat(listed.get("offset").asLong()).isEqualTo(Long.parseLong(header(letter, DeadLetterHeaders.OFFSET)));
        assertThat(listed.get("stage").asText()).isEqualTo("pruner");
        assertThat(listed.get("reason").asText()).contains("not a CloudEvent");
        assertThat(listed.get("time").asText()).isNotBlank();

        var id = listed.get("id").asText();
        assertThat(command.json("dead-letters", "replay", id, "--dry-run").get("letters"))
                .hasSize(1);
        assertThat(analyses(bench, "poison")).hasSize(1);

        assertThat(command.json("dead-letters", "replay", id).get("letters")).hasSize(1);
        assertThat(letters(bench, "poison", 2).get(1).value()).isEqualTo(poison);
        assertThat(analyses(bench, "poison")).hasSize(2).allSatisfy(sent -> assertThat(sent.value())
                .isEqualTo(poison));

        var again = command.json("dead-letters", "replay", id);
        assertThat(again.get("letters")).isEmpty();
        assertThat(command.json("dead-letters", "replay", "--all", "--dry-run").get("letters"))
                .isNotEmpty()
                .allSatisfy(other -> assertThat(other.get("id").asText()).isNotEqualTo(id));
        assertThat(again.get("replayedBefore")).hasSize(1);
        assertThat(analyses(bench, "poison")).hasSize(2);
    }

    /** And the job behind it goes on: nothing stands in its way. */
    @Test
    void theLargestMessageThatTheBrokerTakesFindsItsWayToTheDeadLetters(Bench bench) throws Exception {
        bench.staffed();
        bench.pipeline().publish(Topic.COMPRESS_REQUESTS.topicName(), "largest", new byte[LARGEST]);
        var behind = bench.submit("behind-the-largest", TinyJob.SHORT);

        assertThat(letters(bench, "largest", 1).get(0).value()).hasSize(LARGEST);
        assertThat(new Audit(bench, behind).afterItsEnd().outcome()).isEqualTo("completed");
    }

    @Test
    void aKeyThatIsNoTextComesThereAndBackAsItWas(Bench bench) throws Exception {
        bench.staffed();
        byte[] key = {(byte) 0xff, 0, (byte) 0xc3};
        byte[] value = {1, 2, 3};
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bench.connection().bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.PRUNINGS.topicName(), key, value))
                    .get(20, TimeUnit.SECONDS);
        }
        var raw = new RawTopics(bench.connection().bootstrapServers());
        var letter = raw.awaitKey(Topic.DEAD_LETTERS, key, 1).get(0);
        assertThat(letter.value()).isEqualTo(value);

        var id = letter.partition() + "-" + letter.offset();
        new Command(bench).json("dead-letters", "replay", id);

        assertThat(raw.awaitKey(Topic.PRUNINGS, key, 2))
                .allSatisfy(sent -> assertThat(sent.value()).isEqualTo(value));
    }

    private static List<ConsumerRecord<String, byte[]>> letters(Bench bench, String key, int count) {
        return bench.pipeline().await(Topic.DEAD_LETTERS, count, letter -> key.equals(letter.key()));
    }

    private static List<ConsumerRecord<String, byte[]>> analyses(Bench bench, String key) {
        return bench.pipeline().seen(Topic.ANALYSES, sent -> key.equals(sent.key()));
    }

    private static JsonNode only(JsonNode answer, String list, String key) {
        List<JsonNode> found = new ArrayList<>();
        answer.get(list).forEach(entry -> {
            if (key.equals(entry.path("key").asText())) {
                found.add(entry);
            }
        });
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String header(ConsumerRecord<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
