package io.filterfit.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmConfigurationTest {

    private static final List<String> NO_NPM = List.of();

    @TempDir
    Path home;

    @Test
    void theEnvironmentComesFirst() throws Exception {
        Files.writeString(home.resolve(".npmrc"), "registry=https://file.example/");
        Map<String, String> environment = Map.of("npm_config_registry", "https://environment.example/npm");

        assertThat(new NpmConfiguration(environment, home, NO_NPM).registry())
                .isEqualTo(URI.create("https://environment.example/npm/"));
    }

    @Test
    void npmItselfIsAskedBeforeItsFile() throws Exception {
        Files.writeString(home.resolve(".npmrc"), "registry=https://file.example/");
        List<String> npm = List.of("sh", "-c", "echo https://npm.example/");

        assertThat(new NpmConfiguration(Map.of(), home, npm).registry()).isEqualTo(URI.create("https://npm.example/"));
    }

    @Test
    void withoutNpmTheUsersFileIsRead() throws Exception {
        Files.writeString(home.resolve(".npmrc"), "# mirror\nregistry = https://file.example/repository\n");

        assertThat(new NpmConfiguration(Map.of(), home, NO_NPM).registry())
                .isEqualTo(URI.create("https://file.example/repository/"));
    }

    @Test
    void theDefaultIsThePublicRegistry() {
        assertThat(new NpmConfiguration(Map.of(), home, List.of("no-such-command-anywhere")).registry())
                .isEqualTo(URI.create("https://registry.npmjs.org/"));
    }

    @Test
    void theProxyOfTheEnvironmentIsUsed() {
        HttpProxies proxies = proxies(Map.of("https_proxy", "http://proxy.example:3128"));

        assertThat(proxies.select(URI.create("https://a.example/x")))
                .extracting(Proxy::toString)
                .containsExactly("HTTP @ proxy.example/<unresolved>:3128");
    }

    @Test
    void exceptionsAreReachedDirectly() {
        HttpProxies proxies =
                proxies(Map.of("https_proxy", "http://proxy.example:3128", "no_proxy", "localhost,.inner.example"));

        assertThat(proxies.select(URI.create("https://a.inner.example/x"))).containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void theProxyOfNpmIsUsedWhereTheEnvironmentNamesNone() throws Exception {
        Files.writeString(home.resolve(".npmrc"), "https-proxy=http://npm-proxy.example:8080/");

        assertThat(proxies(Map.of()).select(URI.create("https://a.example/x")))
                .extracting(Proxy::toString)
                .containsExactly("HTTP @ npm-proxy.example/<unresolved>:8080");
    }

    private HttpProxies proxies(Map<String, String> environment) {
        return new HttpProxies(environment, new NpmConfiguration(environment, home, NO_NPM));
    }
}
