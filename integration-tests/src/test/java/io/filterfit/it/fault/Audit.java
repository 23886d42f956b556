package io.filterfit.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.filterfit.contracts.AnalysisCompleted;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.PruningCompleted;
import io.filterfit.contracts.Topic;
import io.filterfit.contracts.TrainingCompleted;
import io.filterfit.model.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Looks at everything that broker and store hold of one job, and fails if any of it is not as it has to be whatever happens. */
final class Audit {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bench bench;
    private final CompressRequested request;
    private Event end;

    Audit(Bench bench, CompressRequested request) {
        this.bench = bench;
        this.request = request;
    }

    /** Waits for the job's end, and then looks. */
    Audit afterItsEnd() throws Exception {
        return afterItsEnd(Duration.ofMinutes(4));
    }

    Audit afterItsEnd(Duration limit) throws Exception {
        var told = bench.pipeline().await(Topic.RESULTS, 1, this::isOfJob, limit);
        end = bench.pipeline().decode(told.get(0));
        look();
        bench.ended(this);
        return this;
    }

    void look() throws Exception {
        eventsAgree();
        referencesResolve();
        new Acknowledged(bench).assertNothingLost();
    }

    /** Once more when everything else is over too, for what came late. */
    void eventsAgree() {
        endsOnce();
        sayingsAgree();
    }

    /** {@code completed}, or the typed reason of the failure. */
    String outcome() {
        return end instanceof CompressionFailed failed ? failed.reason().code() : "completed";
    }

    CompressionFailed failure() {
        return (CompressionFailed) end;
    }

    /** Of a completed job. */
    Results results() throws Exception {
        var completed = (CompressionCompleted) end;
        var analysis = (AnalysisCompleted) only(Topic.ANALYSES);
        var pruning = (PruningCompleted) only(Topic.PRUNINGS);
        var training = (TrainingCompleted) only(Topic.TRAININGS);
        return new Results(
                analysis.analysis().document().sha256(),
                completed.manifest().sha256(),
                weights(pruning.pruning().network()),
                weights(training.training().network()),
                completed.summary());
    }

    /** The same outcome may be told twice, for delivery is at least once; two different ones may not. */
    private void endsOnce() {
        assertThat(distinct(Topic.RESULTS)).as("outcomes of " + request.jobId()).hasSize(1);
    }

    /** What is told again is told in the same words. */
    private void sayingsAgree() {
        for (var topic : List.of(Topic.ANALYSES, Topic.PRUNINGS, Topic.TRAININGS, Topic.RESULTS)) {
            Map<String, String> byId = new HashMap<>();
            for (var record : records(topic)) {
                var event = bench.pipeline().decode(record);
                var before = byId.put(event.eventId(), event.toString());
                assertThat(before).as(topic + " " + event.eventId()).isIn(null, event.toString());
            }
        }
    }

    private void referencesResolve() throws Exception {
        var down = Files.createTempDirectory(bench.directory(), "audit");
        for (var reference : references()) {
            // Fails if it is not there, or its bytes have another SHA-256.
            bench.store().fetch(reference, Files.createTempDirectory(down, "in"));
        }
    }

    /** Every reference in every event of the job. */
    private Set<ArtifactReference> references() throws IOException {
        Set<ArtifactReference> found = new HashSet<>();
        for (var topic : Topic.values()) {
            for (var record : records(topic)) {
                if (topic != Topic.DEAD_LETTERS) {
                    collect(JSON.readTree(record.value()).path("data"), found);
                }
            }
        }
        return found;
    }

    private static void collect(JsonNode node, Set<ArtifactReference> found) {
        if (node.has("uri") && node.has("sha256")) {
            found.add(JSON.convertValue(node, ArtifactReference.class));
        }
        node.forEach(child -> collect(child, found));
    }

    private Event only(Topic topic) {
        return bench.pipeline().decode(records(topic).get(0));
    }

    private Set<String> distinct(Topic topic) {
        Set<String> events = new HashSet<>();
        records(topic)
                .forEach(record -> events.add(bench.pipeline().decode(record).toString()));
        return events;
    }

    private List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        return bench.pipeline().seen(topic, this::isOfJob);
    }

    private boolean isOfJob(ConsumerRecord<String, byte[]> record) {
        return request.jobId().value().equals(record.key());
    }

    private float[] weights(ArtifactReference network) throws IOException {
        var down = Files.createTempDirectory(bench.directory(), "weights");
        return Networks.read(bench.store().fetch(network, down))
                .graph()
                .params()
                .toFloatVector();
    }
}
