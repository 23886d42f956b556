package io.filterfit.service;

import io.filterfit.contracts.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** The Kafka broker and the topics, which are made if need be. */
@ApplicationScoped
class BrokerDependency extends Dependency {

    private static final Logger LOG = Logger.getLogger(BrokerDependency.class);
    private static final int SECONDS_TO_ANSWER = 4;

    private final KafkaAdmin admin;
    private final ServiceConfiguration.Topics topics;
    private boolean topicsSeenTo;

    BrokerDependency(KafkaAdmin admin, ServiceConfiguration configuration) {
        this.admin = admin;
        topics = configuration.topics();
    }

    @Override
    String name() {
        return "Kafka broker";
    }

    @Override
    Finding ask() throws InterruptedException {
        try {
            admin.client().describeCluster().nodes().get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
            seeToTopics();
            return new Finding(true, admin.address() + " answers");
        } catch (TimeoutException e) {
            return new Finding(false, admin.address() + " does not answer");
        } catch (ExecutionException e) {
            return new Finding(false, admin.address() + " " + explain(e.getCause()));
        }
    }

    private static String explain(Throwable problem) {
        if (problem instanceof SslAuthenticationException) {
            return "shows a certificate that is not trusted, or wants one ("
                    + rootOf(problem).getMessage() + "); check KAFKA_SSL_TRUSTSTORE_LOCATION";
        }
        if (problem instanceof AuthenticationException) {
            return "refuses the user or its password (" + problem.getMessage() + "); check KAFKA_SASL_JAAS_CONFIG";
        }
        return "does not answer";
    }

    private static Throwable rootOf(Throwable problem) {
        return problem.getCause() == null ? problem : rootOf(problem.getCause());
    }

    private void seeToTopics() throws InterruptedException, ExecutionException, TimeoutException {
        if (topicsSeenTo || !topics.create()) {
            return;
        }
        var missing = new HashSet<String>();
        Arrays.stream(Topic.values()).map(Topic::topicName).forEach(missing::add);
        missing.removeAll(admin.client().listTopics().names().get(SECONDS_TO_ANSWER, TimeUnit.SECONDS));
        for (var topic : Topic.values()) {
            if (missing.contains(topic.topicName())) {
                create(topic);
            }
        }
        topicsSeenTo = true;
    }

    private void create(Topic topic) throws InterruptedException, TimeoutException {
        var wanted = new NewTopic(topic.topicName(), Optional.of(topics.partitions()), Optional.empty())
                .configs(topic.configuration());
        try {
            admin.client().createTopics(List.of(wanted)).all().get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
            LOG.infof("made topic %s", topic.topicName());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                LOG.warnf("topic %s is missing and cannot be made: %s", topic.topicName(), e.getCause());
            }
        }
    }
}
