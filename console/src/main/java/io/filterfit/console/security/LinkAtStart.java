package io.filterfit.console.security;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says how to get in where nobody has said before: once, on standard output, never in the log. */
@ApplicationScoped
class LinkAtStart {

    void print(
            @Observes StartupEvent startup,
            AccessTokens tokens,
            TokenAuthentication authentication,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        if (authentication.isOn()) {
            tokens.generated()
                    .ifPresent(token -> System.out.println(
                            "Open the console: http://" + host + ":" + port + "/login?token=" + token));
        }
    }
}
