package io.filterfit.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** "Deploy on Kubernetes": the lines fit the manifests. */
class ReadmeTest {

    private static final Pattern IMAGES = Pattern.compile("filterfit/\\{([a-z,]+)}:(\\S+)");
    private static final Pattern OVERLAY = Pattern.compile("kubectl apply -k deploy/k8s/overlays/(\\w+)");

    private static List<String> lines;

    @BeforeAll
    static void read() throws IOException {
        var text = Files.readString(Path.of("..", "README.md"));
        var section = text.substring(text.indexOf("### Deploy on Kubernetes"));
        var start = section.indexOf("```\n") + 4;
        lines = section.substring(start, section.indexOf("```", start)).lines().toList();
    }

    @Test
    void thereAreFive() {
        assertThat(lines).hasSize(5);
    }

    @Test
    void theImagesAreThoseThatTheOverlayRuns() {
        var images = IMAGES.matcher(lines.get(0));
        assertThat(images.find()).isTrue();

        assertThat(overlay().services().stream().map(service -> Manifests.podSpec(service)
                        .at("/containers/0/image")
                        .textValue()))
                .containsExactlyInAnyOrderElementsOf(List.of(images.group(1).split(",")).stream()
                        .map(name -> "filterfit/" + name + ":" + images.group(2))
                        .toList());
    }

    @Test
    void theSecretHasTheKeysThatTheOverlayRefersTo() {
        var command = lines.stream()
                .filter(line -> line.contains("create secret"))
                .findFirst()
                .orElseThrow()
                .replace("\"$(openssl rand -hex 20)\"", "drawn");
        var made = Manifests.parse(Command.of((command + " --dry-run=client -o yaml").split(" +"))
                .run("")
                .succeeded());

        var secret = made.objects().get(0);
        assertThat(secret.at("/metadata/namespace").textValue()).isEqualTo("filterfit");
        for (var service : overlay().services()) {
            for (var source : Manifests.podSpec(service).path("volumes").findValues("secret")) {
                assertThat(source.path("name")).isEqualTo(secret.at("/metadata/name"));
                assertThat(source.path("items").findValuesAsText("key"))
                        .allMatch(key -> secret.path("data").has(key));
            }
        }
    }

    @Test
    void everythingIsInTheNamespaceThatIsMade() {
        assertThat(lines).anyMatch(line -> line.equals("kubectl create namespace filterfit"));
        Map<String, Long> namespaces = overlay().objects().stream()
                .collect(Collectors.groupingBy(
                        object -> object.at("/metadata/namespace").asText("none"), Collectors.counting()));
        assertThat(namespaces).containsOnlyKeys("filterfit");
    }

    private static Manifests overlay() {
        var overlay = OVERLAY.matcher(lines.get(4));
        assertThat(overlay.find()).isTrue();
        return Manifests.render(overlay.group(1));
    }
}
