package io.filterfit.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * npm's own configuration of where its registry is and how to reach it, so that a company's mirror is used where there is one:
 * the environment's {@code npm_config_*}, else what npm itself says, else, where npm is not installed, the user's {@code .npmrc},
 * else {@value #DEFAULT_REGISTRY}.
 */
final class NpmConfiguration {

    static final String DEFAULT_REGISTRY = "https://registry.npmjs.org/";

    private static final int NPM_SECONDS = 20;

    private final Map<String, String> environment;
    private final Path home;
    private final List<String> npm;

    /** @param npm the command that runs npm; empty to do without */
    NpmConfiguration(Map<String, String> environment, Path home, List<String> npm) {
        this.environment = environment;
        this.home = home;
        this.npm = npm;
    }

    static NpmConfiguration ofUser() {
        return new NpmConfiguration(System.getenv(), Path.of(System.getProperty("user.home")), List.of("npm"));
    }

    /** Ends with a slash. */
    URI registry() {
        String address = value("registry").orElse(DEFAULT_REGISTRY);
        return URI.create(address.endsWith("/") ? address : address + "/");
    }

    /** The proxy for {@code http} or {@code https}. */
    Optional<URI> proxy(String scheme) {
        return value(scheme.equals("https") ? "https-proxy" : "proxy").map(HttpProxies::toUri);
    }

    private Optional<String> value(String key) {
        String variable = "npm_config_" + key.replace('-', '_');
        return Stream.of(variable, variable.toUpperCase(java.util.Locale.ROOT))
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .or(() -> npmSays(key))
                .or(() -> userConfiguration(key))
                .map(String::strip);
    }

    private Optional<String> npmSays(String key) {
        if (npm.isEmpty()) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder(Stream.concat(npm.stream(), Stream.of("config", "get", key))
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(NPM_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean set = process.exitValue() == 0
                    && !answer.isEmpty()
                    && !answer.equals("null")
                    && !answer.equals("undefined");
            return set ? Optional.of(answer) : Optional.empty();
        } catch (IOException notInstalled) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<String> userConfiguration(String key) {
        Path file = Optional.ofNullable(environment.get("NPM_CONFIG_USERCONFIG"))
                .map(Path::of)
                .orElse(home.resolve(".npmrc"));
        Properties properties = new Properties();
        try (InputStream stream = Files.newInputStream(file)) {
            properties.load(stream);
        } catch (IOException | IllegalArgumentException none) {
            return Optional.empty();
        }
        return Optional.ofNullable(properties.getProperty(key)).filter(value -> !value.isBlank());
    }
}
