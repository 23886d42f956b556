package io.filterfit.stack;

import io.filterfit.spec.FailureReason;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of the pipeline's services: its configuration and its process. */
final class Service {

    private final ServiceName name;
    private final ChildProcess process;
    private final URI address;

    private Service(ServiceName name, ChildProcess process, URI address) {
        this.name = name;
        this.process = process;
        this.address = address;
    }

    static Service start(
            ServiceName name,
            StackDirectory directory,
            int port,
            Broker broker,
            Store store,
            String bucket,
            JvmSettings settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.putAll(store.clientEnvironment(bucket));
        List<String> options = new ArrayList<>(settings.options());
        if (name == ServiceName.CONSOLE) {
            environment.put("FILTERFIT_CONSOLE_TOKEN", ConsoleToken.readOrGenerate(directory.consoleToken()));
            options.add("-Xmx256m"); // it computes nothing
        }
        if (name != ServiceName.TRAINER) {
            environment.put("FILTERFIT_DEVICE", "cpu"); // only the trainer is built for GPUs
        }
        environment.putAll(settings.environment());
        JvmCommand command = new JvmCommand(
                new JvmSettings(options, environment),
                new JvmCommand.Jar(Installation.locate().serviceJar(name)));
        ChildProcess process =
                ChildProcess.start(name.module(), command, directory.root(), directory.log(name.module()));
        return new Service(name, process, URI.create("http://127.0.0.1:" + port));
    }

    ServiceName name() {
        return name;
    }

    ChildProcess process() {
        return process;
    }

    URI address() {
        return address;
    }

    void awaitReady(Readiness readiness) {
        readiness.awaitHttp(
                process, FailureReason.INTERNAL, address.resolve("/q/health/ready"), status -> status == 200);
    }
}
