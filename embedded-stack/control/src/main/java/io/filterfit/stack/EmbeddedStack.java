package io.filterfit.stack;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A running broker and store, and the services on top where wanted. Closing it ends all of them, services first; so does
 * the end of this JVM, for whatever reason.
 */
public final class EmbeddedStack implements AutoCloseable {

    /** What a service may take to put a checkpoint away and leave its consumer group. */
    private static final Duration SERVICE_GRACE = Duration.ofSeconds(30);

    /** Where people expect it, if nothing else is there. */
    private static final int CONSOLE_PORT = 8085;

    private static final Duration SERVER_GRACE = Duration.ofSeconds(15);

    private final StackDirectory directory;
    private final StackOptions options;
    private final List<ChildProcess> servers = new ArrayList<>();
    private final List<ChildProcess> services = new ArrayList<>();
    private final CompletableFuture<CompressionException> failure = new CompletableFuture<>();
    private final Thread closeAtExit = new Thread(this::end, "stack-shutdown");
    private StackConnection connection;
    private boolean ended;

    private EmbeddedStack(StackDirectory directory, StackOptions options) {
        this.directory = directory;
        this.options = options;
    }

    /**
     * Starts everything and waits until it is ready. Nothing is left running if it fails.
     *
     * @throws CompressionException if the directory is in use or cannot be written, a port is in use, or a child ends or
     *     is not ready in time
     */
    public static EmbeddedStack start(StackOptions options) {
        EmbeddedStack stack = new EmbeddedStack(StackDirectory.lock(options.directory()), options);
        Runtime.getRuntime().addShutdownHook(stack.closeAtExit);
        try {
            stack.startChildren();
            return stack;
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
    }

    public StackConnection connection() {
        return connection;
    }

    /** Completes if a child ends that nobody asked to end; the stack is then of no use and should be closed. */
    public CompletableFuture<CompressionException> failure() {
        return failure;
    }

    /** The process ids of the children, servers first. */
    public List<Long> processes() {
        return children().stream().map(child -> child.handle().pid()).toList();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook finds everything ended.
        }
    }

    private void startChildren() {
        PreviousChildren.awaitEnd(directory.children(), Duration.ofSeconds(40));
        Readiness readiness = new Readiness(options.startTimeout());

        options.progress().accept("starting the broker and the store");
        Set<Integer> ports = new HashSet<>();
        Broker broker = Broker.start(
                directory,
                choosePort("the Kafka broker", options.brokerPort(), ports),
                choosePort("the Kafka controller", 0, ports),
                options.brokerProperties());
        started(servers, broker.process());
        Store store = Store.start(
                directory, choosePort("the object store", options.storePort(), ports), options.storeProperties());
        started(servers, store.process());
        broker.awaitReady(readiness);
        broker.createTopics(options.topics(), readiness);
        store.awaitReady(readiness);
        store.createBucket(options.bucket());

        List<Service> wanted = new ArrayList<>();
        for (ServiceName name : ServiceName.values()) {
            if (options.services().contains(name)) {
                int port = name == ServiceName.CONSOLE
                        ? Ports.prefer(CONSOLE_PORT, ports)
                        : choosePort(name.module(), 0, ports);
                Service service =
                        Service.start(name, directory, port, broker, store, options.bucket(), options.serviceJvm());
                started(services, service.process());
                wanted.add(service);
            }
        }
        Map<String, URI> addresses = new HashMap<>();
        for (Service service : wanted) {
            options.progress().accept("waiting for " + service.name().module());
            service.awaitReady(readiness);
            addresses.put(service.name().module(), service.address());
        }

        connection = new StackConnection(
                ProcessHandle.current().pid(),
                broker.bootstrapServers(),
                store.endpoint(),
                options.bucket(),
                directory.credentials(),
                options.services().contains(ServiceName.CONSOLE) ? directory.consoleToken() : null,
                addresses);
        connection.write(directory.connection());
    }

    private static int choosePort(String purpose, int wanted, Set<Integer> taken) {
        int port = Ports.choose(purpose, wanted, taken);
        taken.add(port);
        return port;
    }

    private synchronized void started(List<ChildProcess> group, ChildProcess child) {
        group.add(child);
        if (ended) {
            endGroup(List.of(child), SERVER_GRACE);
            throw new CompressionException(FailureReason.CANCELLED, "the stack was ended while it was starting");
        }
        PreviousChildren.record(
                directory.children(),
                children().stream().map(ChildProcess::handle).toList());
        child.onExit().thenAccept(this::childEnded);
    }

    private synchronized void childEnded(ChildProcess child) {
        if (!ended) {
            failure.complete(child.unexpectedEnd(FailureReason.INTERNAL));
        }
    }

    private synchronized List<ChildProcess> children() {
        List<ChildProcess> all = new ArrayList<>(servers);
        all.addAll(services);
        return all;
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        deleteConnection();
        // Services first: they say goodbye to the broker.
        endGroup(services, SERVICE_GRACE);
        endGroup(servers, SERVER_GRACE);
        directory.close();
    }

    private static void endGroup(List<ChildProcess> group, Duration grace) {
        group.forEach(ChildProcess::requestEnd);
        group.forEach(child -> child.awaitEnd(grace));
    }

    private void deleteConnection() {
        try {
            Files.deleteIfExists(directory.connection());
        } catch (IOException leftBehind) {
            // It names this process, so nobody takes it for a running stack once this process is gone.
        }
    }
}
