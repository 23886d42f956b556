package io.filterfit.console.security;

import io.filterfit.console.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses what another site makes a browser send: requests that change something count only if they come from a page of the console or
 * from no page at all. Together with the cookie's SameSite attribute this takes the place of a token in every form.
 */
class SameOrigin {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    @ServerRequestFilter(preMatching = true)
    Optional<Response> check(ContainerRequestContext request) {
        if (HARMLESS.contains(request.getMethod()) || isOwn(request)) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                        403,
                        "cross-origin",
                        "a page of another site sent this; the console takes it from its own pages only")
                .toResponse());
    }

    private static boolean isOwn(ContainerRequestContext request) {
        var site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null) {
            return OWN.contains(site);
        }
        var origin = request.getHeaderString("Origin");
        return origin == null || authority(origin).equals(request.getHeaderString("Host"));
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
