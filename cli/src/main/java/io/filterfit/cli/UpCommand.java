package io.filterfit.cli;

import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.ServiceName;
import io.filterfit.stack.StackConnection;
import io.filterfit.stack.StackOptions;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the pipeline on this machine until it is interrupted. */
@Command(
        name = "up",
        description =
                "Run a Kafka broker, an S3 store, the four services and the console on this machine until interrupted.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = StackLocation.DEFAULT_DIRECTORY,
            description = "Holds data, logs and credentials; kept, and reopened next time (${DEFAULT-VALUE}).")
    private Path directory;

    @Option(names = "--broker-port", paramLabel = "PORT", description = "The broker's port (any free one).")
    private int brokerPort;

    @Option(names = "--store-port", paramLabel = "PORT", description = "The store's port (any free one).")
    private int storePort;

    @Override
    public Integer call() {
        StackOptions options = PipelineStack.options(directory, EnumSet.allOf(ServiceName.class))
                .withBrokerPort(brokerPort)
                .withStorePort(storePort)
                .withProgress(output::progress);
        try (EmbeddedStack stack = EmbeddedStack.start(options)) {
            announce(stack.connection());
            throw stack.failure().join();
        }
    }

    private void announce(StackConnection connection) {
        output.line("Ready. Ctrl-C ends it.");
        output.line("  Kafka        " + connection.bootstrapServers());
        output.line("  S3           " + connection.storeEndpoint() + ", bucket " + connection.bucket());
        output.line("  credentials  " + connection.credentialsFile());
        connection.services().forEach((name, address) -> output.line("  %-12s %s".formatted(name, address)));
        connection.consoleLink().ifPresent(link -> output.line("Open the console: " + link));
        output.result(connection);
    }
}
