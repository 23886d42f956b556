package io.filterfit.stack.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Formats the data directory where that has not been done, then runs the broker until the process is told to end.
 *
 * <p>Arguments: the path of {@code server.properties}, and the cluster id to format a new directory with.
 */
public final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("usage: BrokerMain server.properties cluster-id");
            System.exit(2);
        }
        KafkaConfig configuration = KafkaConfig.fromProps(read(Path.of(arguments[0])), false);
        format(configuration, arguments[1]);

        KafkaRaftServer server = new KafkaRaftServer(configuration, Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
        server.startup();
        server.awaitShutdown();
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static void format(KafkaConfig configuration, String clusterId) throws Exception {
        new Formatter()
                .setClusterId(clusterId)
                .setNodeId(configuration.nodeId())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setMetadataLogDirectory(configuration.metadataLogDir())
                .addDirectory(configuration.metadataLogDir())
                .setIgnoreFormatted(true)
                .run();
    }
}
