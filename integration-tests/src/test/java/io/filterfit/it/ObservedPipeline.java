package io.filterfit.it;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.JobId;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.ServiceName;
import io.filterfit.store.ArtifactStore;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
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
        TinyJob.writeDataset(directory);
        var collector = new OtlpReceiver();
        var stack = EmbeddedStack.start(TestStack.pipeline(directory, ServiceName.stages(), settings(collector)));
        try {
            var connection = stack.connection();
            var store = TestStack.store(connection);
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
        return TinyJob.request(job.value(), network, epochs);
    }

    /** In Prometheus' text format. */
    String metrics(ServiceName service) throws Exception {
        return metrics(service, "text/plain");
    }

    String metrics(ServiceName service, String format) throws Exception {
        var address = stack.connection().services().get(service.module()).resolve("/q/metrics");
        return TestStack.http()
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

    private static Map<String, String> settings(OtlpReceiver collector) {
        Map<String, String> settings = new HashMap<>(collector.settings());
        settings.put("QUARKUS_OTEL_SDK_DISABLED", "false");
        settings.put("FILTERFIT_METRICS_JOBS_NAMED_AFTER", "0s");
        settings.put("FILTERFIT_METRICS_LAG_EVERY", "1s");
        return settings;
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
