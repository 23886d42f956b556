package io.filterfit.it;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Topic;
import io.filterfit.nd4j.ChildJvm;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.JvmSettings;
import io.filterfit.stack.ServiceName;
import io.filterfit.stack.StackOptions;
import io.filterfit.stack.TopicSettings;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The whole pipeline with all that watches it: a collector of traces, and Prometheus where it is installed.
 *
 * @param model a tiny network, in the store
 * @param prometheus scrapes every second
 */
record ObservedPipeline(
        EmbeddedStack stack,
        Pipeline pipeline,
        ArtifactStore store,
        ArtifactReference model,
        OtlpReceiver collector,
        Optional<PrometheusServer> prometheus)
        implements AutoCloseable {

    /** @param others what Prometheus is to scrape beside the services, for instance something that is not there */
    static ObservedPipeline start(Path directory, String... others) throws Exception {
        Images.write(directory.resolve("datasets/halves"));
        var collector = new OtlpReceiver();
        var stack = EmbeddedStack.start(options(directory, collector.address()));
        try {
            var connection = stack.connection();
            var store = new ArtifactStore(StoreSettings.ofClient(
                    connection.storeEndpoint(),
                    connection.bucket(),
                    connection.credentials().accessKey(),
                    connection.credentials().secretKey()));
            var model = store.keep(TinyNetwork.write(directory), "models");
            var prometheus = PrometheusServer.isInstalled()
                    ? Optional.of(PrometheusServer.start(directory.resolve("prometheus"), targets(stack, others)))
                    : Optional.<PrometheusServer>empty();
            return new ObservedPipeline(
                    stack, new Pipeline(connection.bootstrapServers()), store, model, collector, prometheus);
        } catch (Exception | Error e) {
            stack.close();
            collector.close();
            throw e;
        }
    }

    private static List<String> targets(EmbeddedStack stack, String... others) {
        var targets = new ArrayList<String>();
        stack.connection().services().values().forEach(address -> targets.add(address.getAuthority()));
        targets.addAll(List.of(others));
        return targets;
    }

    CompressRequested request(JobId job, ArtifactReference network, int epochs) {
        return new CompressRequested(
                job,
                network,
                new CompressionSpec(
                        "halves",
                        new Target.FlopsReduction(0.4),
                        Criterion.DistributionFitting.plain(),
                        Scope.ALL,
                        1,
                        1,
                        1,
                        true,
                        new TrainingSpec(epochs, 16, 0.01, 0.9, 1e-4, 0, false, 20),
                        1));
    }

    /** In Prometheus' text format. */
    String metrics(ServiceName service) throws Exception {
        return metrics(service, "text/plain");
    }

    String metrics(ServiceName service, String format) throws Exception {
        var address = stack.connection().services().get(service.module()).resolve("/q/metrics");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address).header("Accept", format).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .replace(",}", "}");
    }

    /** Waits until the metrics contain this. */
    String awaitMetrics(ServiceName service, String wanted) throws Exception {
        for (int tenths = 0; tenths < 600; tenths++) {
            var metrics = metrics(service);
            if (metrics.contains(wanted)) {
                return metrics;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("within a minute, the metrics of the " + service + " had no " + wanted);
    }

    private static StackOptions options(Path directory, URI collector) {
        List<String> jvm = new ArrayList<>(ChildJvm.arguments());
        jvm.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        Map<String, String> environment = new HashMap<>(ChildJvm.environment());
        environment.put(
                "FILTERFIT_DATASETS_DIRECTORY", directory.resolve("datasets").toString());
        environment.put("FILTERFIT_WORK_DIRECTORY", directory.resolve("work").toString());
        environment.put("FILTERFIT_METRICS_JOBS_NAMED_AFTER", "0s");
        environment.put("FILTERFIT_METRICS_LAG_EVERY", "1s");
        environment.putAll(tracing(collector));
        var topics = Arrays.stream(Topic.values())
                .map(topic -> new TopicSettings(topic.topicName(), 2, Map.of()))
                .toList();
        return StackOptions.in(directory.resolve("stack"))
                .withTopics(topics)
                .withStartTimeout(Duration.ofMinutes(3))
                .withServices(ServiceName.stages(), new JvmSettings(jvm, environment));
    }

    /** All that it takes to have spans sent. */
    private static Map<String, String> tracing(URI endpoint) {
        return Map.of(
                "QUARKUS_OTEL_SDK_DISABLED", "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.toString(),
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms");
    }

    @Override
    public void close() throws Exception {
        pipeline.close();
        if (prometheus.isPresent()) {
            prometheus.get().close();
        }
        stack.close();
        collector.close();
    }
}
