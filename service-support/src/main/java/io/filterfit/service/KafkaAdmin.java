package io.filterfit.service;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The one client of the service that asks the broker about itself, configured as the others are. */
@ApplicationScoped
class KafkaAdmin {

    private final AdminClient client;
    private final Object address;

    KafkaAdmin(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.keySet().retainAll(AdminClientConfig.configNames());
        properties.putIfAbsent(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        address = properties.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        client = AdminClient.create(properties);
    }

    AdminClient client() {
        return client;
    }

    /** Of the broker, for people. */
    Object address() {
        return address;
    }

    @PreDestroy
    void close() {
        client.close(Duration.ofSeconds(1));
    }
}
