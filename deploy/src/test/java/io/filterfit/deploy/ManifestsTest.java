package io.filterfit.deploy;

import static io.filterfit.deploy.Manifests.name;
import static io.filterfit.deploy.Manifests.podSpec;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {

    private static final List<String> STAGES = List.of("analyzer", "pruner", "trainer", "evaluator");
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private static Manifests overlay(String name) {
        return RENDERED.computeIfAbsent(name, Manifests::render);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "gpu"})
    void everyObjectIsWhatItsApiTakes(String overlay) {
        assertThat(ApiCheck.mistakes(overlay(overlay))).isEmpty();
    }

    @Test
    void misspeltFieldsAndWrongTypesAreFound() {
        var manifests = overlay("gpu")
                .with("terminationGracePeriodSeconds", "terminationGracePeriodSecs")
                .with("maxUnavailable", "maximumUnavailable")
                .with("podSelector", "podsSelector")
                .with("port: 8080", "port: \"8080\"")
                .with("cooldownPeriod", "coolDownPeriod")
                .with("relabelings", "relabellings");

        var mistakes = ApiCheck.mistakes(manifests);

        for (String mistake : List.of(
                "terminationGracePeriodSecs",
                "maximumUnavailable",
                "podsSelector",
                "coolDownPeriod",
                "relabellings",
                "'string' is not assignable to type 'number'")) {
            assertThat(mistakes).anyMatch(message -> message.contains(mistake));
        }
    }

    @Test
    void mistakesInStrimzisObjectsAreFound() {
        var manifests = overlay("dev")
                .with("partitions: 8", "partitionen: 8")
                .with("networkPolicyPeers", "networkPolicies")
                .with("kraftMetadata: shared", "kraftMetaData: shared");

        var mistakes = ApiCheck.mistakesOfStrimzi(manifests);

        for (String mistake : List.of("partitionen", "networkPolicies", "kraftMetaData")) {
            assertThat(mistakes).anyMatch(message -> message.contains(mistake));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "gpu"})
    void thereIsOneDeploymentForEachService(String overlay) {
        assertThat(overlay(overlay).services().stream().map(Manifests::name))
                .containsExactlyInAnyOrder("analyzer", "pruner", "trainer", "evaluator", "console");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "gpu"})
    void everyPodIsLockedDown(String overlay) {
        overlay(overlay).ofKind("Deployment", "StatefulSet").forEach(workload -> {
            var pod = podSpec(workload);
            var container = pod.at("/containers/0");

            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isGreaterThan(10_000);
            assertThat(pod.at("/securityContext/seccompProfile/type").textValue())
                    .isEqualTo("RuntimeDefault");
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.at("/securityContext/capabilities/drop/0").textValue())
                    .isEqualTo("ALL");
            assertThat(container.at("/resources/requests/cpu").isMissingNode()).isFalse();
            assertThat(container.at("/resources/limits/memory").isMissingNode()).isFalse();
            assertThat(mountsOf(container)).contains("/tmp");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "gpu"})
    void everyServiceIsProbedAndMayBeMovedOneAtATime(String overlay) {
        var manifests = overlay(overlay);
        manifests.services().forEach(service -> {
            var container = podSpec(service).at("/containers/0");

            assertThat(container.at("/startupProbe/httpGet/path").textValue()).isEqualTo("/q/health/started");
            assertThat(container.at("/readinessProbe/httpGet/path").textValue()).isEqualTo("/q/health/ready");
            assertThat(container.at("/livenessProbe/httpGet/path").textValue()).isEqualTo("/q/health/live");
            var budget = manifests.named("PodDisruptionBudget", name(service));
            assertThat(budget.at("/spec/selector")).isEqualTo(service.at("/spec/selector"));
            assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
            assertThat(manifests.named("Service", name(service)).at("/spec/selector"))
                    .isEqualTo(service.at("/spec/selector/matchLabels"));
            assertThat(podSpec(service).path("serviceAccountName").textValue()).isEqualTo("filterfit");
        });
        assertThat(manifests
                        .named("ServiceAccount", "filterfit")
                        .path("automountServiceAccountToken")
                        .asBoolean(true))
                .isFalse();
    }

    /** What a JVM takes to end beside its job: README states 20 seconds for both with 15 for the job; the rest is reserve. */
    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "gpu"})
    void aStageIsKilledOnlyWhenItHasHadItsTimeToStop(String overlay) {
        var manifests = overlay(overlay);
        for (String stage : STAGES) {
            var pod = podSpec(manifests.named("Deployment", stage));
            var stopWithin = manifests.variable(pod.at("/containers/0"), "FILTERFIT_WORK_STOP_WITHIN");
            var patience = Duration.parse("PT" + (stopWithin == null ? "15s" : stopWithin));

            assertThat(Duration.ofSeconds(
                            pod.path("terminationGracePeriodSeconds").asLong()))
                    .as(stage)
                    .isGreaterThanOrEqualTo(patience.plusSeconds(30));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "gpu"})
    void secretsAreReferredToAndNotHeld(String overlay) {
        var manifests = overlay(overlay);

        assertThat(manifests.ofKind("Secret")).isEmpty();
        for (JsonNode service : manifests.services()) {
            var container = podSpec(service).at("/containers/0");
            for (String variable :
                    List.of("FILTERFIT_STORE_SECRET_KEY", "FILTERFIT_STORE_ACCESS_KEY", "KAFKA_SASL_JAAS_CONFIG")) {
                assertThat(manifests.variable(container, variable)).isNull();
            }
            assertThat(mountsOf(container))
                    .contains(manifests
                            .variable(container, "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS")
                            .split(","));
        }
        assertThat(mountedSettings(manifests))
                .contains("filterfit.store.access-key", "filterfit.store.secret-key")
                .matches(settings -> overlay.equals("dev") || settings.contains("kafka.sasl.jaas.config"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "gpu"})
    void nothingGoesInOrOutThatIsNotNamed(String overlay) {
        var manifests = overlay(overlay);
        var deny = manifests.named("NetworkPolicy", "filterfit-default-deny").path("spec");

        assertThat(texts(deny.path("policyTypes"))).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(deny.has("ingress") || deny.has("egress")).isFalse();
        var label = deny.at("/podSelector/matchLabels").fields().next();
        manifests.services().forEach(service -> assertThat(
                        service.at("/spec/template/metadata/labels").path(label.getKey()))
                .isEqualTo(label.getValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "gpu"})
    void everyStageScalesOnTheTopicsThatItReads(String overlay) throws IOException {
        for (String stage : STAGES) {
            var spec = overlay(overlay).named("ScaledObject", stage).path("spec");
            Set<String> topics = new TreeSet<>();
            for (JsonNode trigger : spec.path("triggers")) {
                var kafka = trigger.path("metadata");
                topics.add(kafka.path("topic").textValue());
                assertThat(kafka.path("consumerGroup").textValue()).isEqualTo("filterfit-" + stage);
                assertThat(kafka.path("lagThreshold").textValue()).isEqualTo("1");
                assertThat(kafka.path("offsetResetPolicy").textValue()).isEqualTo("earliest");
                assertThat(kafka.has("excludePersistentLag")).isFalse();
                assertThat(kafka.path("tls").textValue()).isEqualTo("enable");
                assertThat(trigger.at("/authenticationRef/name").textValue()).isEqualTo("filterfit-kafka");
            }

            assertThat(topics).isEqualTo(topicsReadBy(stage));
            assertThat(spec.at("/scaleTargetRef/name").textValue()).isEqualTo(stage);
            assertThat(spec.path("minReplicaCount").asInt(-1)).isZero();
            assertThat(spec.at("/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown/selectPolicy")
                            .textValue())
                    .isEqualTo("Disabled");
            assertThat(overlay(overlay).named("Deployment", stage).path("spec").has("replicas"))
                    .as("replicas, which are KEDA's to choose")
                    .isFalse();
        }
    }

    @Test
    void theAlertsAreThoseOfPrometheusItself() throws IOException {
        var rules = Manifests.parse(Files.readString(Path.of("prometheus/rules/filterfit.yml")));

        assertThat(overlay("production").named("PrometheusRule", "filterfit").at("/spec/groups"))
                .as("deploy/k8s/prometheus-rule.sh writes them anew")
                .isEqualTo(rules.objects().get(0).path("groups"));
    }

    @Test
    void theConsolesReplicasShareAToken() {
        var console = overlay("production").named("Deployment", "console");

        assertThat(console.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(podSpec(console).path("volumes").findValuesAsText("path")).contains("filterfit.console.token");
    }

    @Test
    void onAGpuTheTrainerAsksForOne() {
        var trainer = overlay("gpu").named("Deployment", "trainer");
        var container = podSpec(trainer).at("/containers/0");

        assertThat(container.at("/resources/limits/nvidia.com~1gpu").asInt()).isEqualTo(1);
        assertThat(container.path("image").textValue()).contains("/trainer-cuda:");
        assertThat(overlay("gpu").variable(container, "FILTERFIT_DEVICE")).isEqualTo("cuda");
        assertThat(overlay("gpu").variable(container, "FILTERFIT_GPUS")).isEqualTo("1");
    }

    private static Set<String> topicsReadBy(String stage) throws IOException {
        var settings = new Properties();
        try (var in = Files.newInputStream(
                Path.of("..", stage + "-service", "src", "main", "resources", "application.properties"))) {
            settings.load(in);
        }
        var topics = settings.getProperty(
                "mp.messaging.incoming.work.topics", settings.getProperty("mp.messaging.incoming.work.topic"));
        return new TreeSet<>(Arrays.asList(topics.split(",")));
    }

    private static Set<String> mountsOf(JsonNode container) {
        return container.path("volumeMounts").findValuesAsText("mountPath").stream()
                .collect(Collectors.toSet());
    }

    private static Set<String> mountedSettings(Manifests manifests) {
        return manifests.services().stream()
                .flatMap(service -> podSpec(service).path("volumes").findValuesAsText("path").stream())
                .collect(Collectors.toSet());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
