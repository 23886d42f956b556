package io.filterfit.dataset;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses a proxy as command-line tools do: {@code https_proxy}, {@code http_proxy} and {@code no_proxy} of the environment, else what
 * npm is configured with, else Java's own system properties.
 */
final class HttpProxies extends ProxySelector {

    private final Map<String, String> environment;
    private final NpmConfiguration npm;

    HttpProxies(Map<String, String> environment, NpmConfiguration npm) {
        this.environment = environment;
        this.npm = npm;
    }

    static ProxySelector ofEnvironment() {
        return new HttpProxies(System.getenv(), NpmConfiguration.ofUser());
    }

    @Override
    public List<Proxy> select(URI address) {
        if (direct(address.getHost())) {
            return List.of(Proxy.NO_PROXY);
        }
        String variable = address.getScheme() + "_proxy";
        Optional<URI> proxy = Stream.of(variable, variable.toUpperCase(Locale.ROOT))
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .map(HttpProxies::toUri)
                .or(() -> npm.proxy(address.getScheme()));
        if (proxy.isEmpty()) {
            return ProxySelector.getDefault().select(address);
        }
        int port = proxy.get().getPort() > 0 ? proxy.get().getPort() : 80;
        return List.of(new Proxy(
                Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.get().getHost(), port)));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {}

    private boolean direct(String host) {
        String exceptions = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
        return Arrays.stream(exceptions.split("[,\\s]+"))
                .filter(exception -> !exception.isEmpty())
                .map(exception -> exception.startsWith(".") ? exception.substring(1) : exception)
                .anyMatch(
                        exception -> exception.equals("*") || host.equals(exception) || host.endsWith("." + exception));
    }

    static URI toUri(String value) {
        return URI.create(value.contains("://") ? value.strip() : "http://" + value.strip());
    }
}
