package io.filterfit.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.Topic;
import io.filterfit.it.Pipeline;
import io.filterfit.it.ServiceProcess;
import io.filterfit.it.TestStack;
import io.filterfit.it.TinyJob;
import io.filterfit.it.TinyNetwork;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.ServiceName;
import io.filterfit.stack.StackConnection;
import io.filterfit.store.ArtifactStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker, a store with the proxy before it, and replicas of the services that may be killed at any time. */
final class Bench implements AutoCloseable {

    private static final AtomicInteger JOBS = new AtomicInteger();

    private final Path directory;
    private final EmbeddedStack stack;
    private final StoreProxy proxy;
    private final Pipeline pipeline;
    private final ArtifactStore store;
    private final ArtifactReference model;
    private final Map<String, String> settings;
    private final Map<ServiceName, ServiceProcess> replicas = new EnumMap<>(ServiceName.class);
    private final List<ServiceProcess> others = new ArrayList<>();
    private final Map<Integer, Results> undisturbed = new HashMap<>();
    private final List<Audit> audits = new ArrayList<>();
    private int processes;

    /** @param settings of the services, beside those that every replica has */
    Bench(Path directory, Map<String, String> settings) throws Exception {
        this.directory = directory;
        this.settings = settings;
        TinyJob.writeDataset(directory);
        stack = EmbeddedStack.start(TestStack.servers(directory, 2).withBrokerProperties(TestStack.IMPATIENT));
        proxy = new StoreProxy(connection().storeEndpoint());
        pipeline = new Pipeline(connection().bootstrapServers());
        store = TestStack.store(connection());
        model = store.keep(TinyNetwork.write(directory), "models");
    }

    StackConnection connection() {
        return stack.connection();
    }

    Path directory() {
        return directory;
    }

    StoreProxy proxy() {
        return proxy;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** The store itself, past the proxy. */
    ArtifactStore store() {
        return store;
    }

    ArtifactReference model() {
        return model;
    }

    Server broker() throws Exception {
        return new Server(stack.processes().get(0), directory.resolve("stack/logs/broker.log"));
    }

    Server storeServer() throws Exception {
        return new Server(stack.processes().get(1), directory.resolve("stack/logs/store.log"));
    }

    /** One replica of each service, started where there is none. */
    void staffed() throws Exception {
        for (var service : ServiceName.stages()) {
            replica(service);
        }
    }

    /** The replica of a service, started if there is none. */
    ServiceProcess replica(ServiceName service) throws Exception {
        var running = replicas.get(service);
        if (running == null || !running.isAlive()) {
            replicas.put(service, start(service, Map.of()));
        }
        return replicas.get(service);
    }

    /** A further replica; {@link #dismissOthers} ends it. */
    ServiceProcess another(ServiceName service, Map<String, String> more) throws Exception {
        var replica = start(service, more);
        others.add(replica);
        return replica;
    }

    void dismissOthers() throws Exception {
        for (var other : others) {
            other.terminate();
        }
        others.clear();
    }

    /** Ends a service's replica, so that only others of it are there. */
    void dismiss(ServiceName service) throws Exception {
        var replica = replicas.remove(service);
        if (replica != null) {
            replica.terminate();
        }
    }

    CompressRequested submit(String name, int epochs) throws Exception {
        var request = request(name, epochs);
        pipeline.publish(request, Topic.COMPRESS_REQUESTS.topicName());
        return request;
    }

    /** A request of a job that there was not yet. */
    CompressRequested request(String name, int epochs) {
        return TinyJob.request(name + "-" + JOBS.incrementAndGet(), model, epochs);
    }

    /** What the same job comes to where nothing disturbs it. */
    Results undisturbed(int epochs) throws Exception {
        if (!undisturbed.containsKey(epochs)) {
            staffed();
            var request = submit("undisturbed", epochs);
            var audit = new Audit(this, request).afterItsEnd();
            assertThat(audit.outcome()).isEqualTo("completed");
            undisturbed.put(epochs, audit.results());
        }
        return undisturbed.get(epochs);
    }

    void ended(Audit audit) {
        audits.add(audit);
    }

    private ServiceProcess start(ServiceName service, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(TestStack.directories(directory));
        environment.put("FILTERFIT_STORE_ENDPOINT", proxy.endpoint().toString());
        environment.put("FILTERFIT_WORK_CHECKPOINT_EVERY", "10 steps");
        environment.put("FILTERFIT_WORK_RETRY_DELAY", "1s");
        environment.put("FILTERFIT_DEVICE", "cpu");
        environment.putAll(settings);
        environment.putAll(more);
        var log = directory.resolve(service.module() + "-" + ++processes + ".log");
        return new ServiceProcess(service, connection(), log, environment);
    }

    /** Ends everything, and fails if a job has had a second outcome meanwhile. */
    @Override
    public void close() throws Exception {
        proxy.heal();
        replicas.values().forEach(ServiceProcess::close);
        others.forEach(ServiceProcess::close);
        try {
            audits.forEach(Audit::eventsAgree);
        } finally {
            pipeline.close();
            store.close();
            stack.close();
            proxy.close();
        }
    }
}
