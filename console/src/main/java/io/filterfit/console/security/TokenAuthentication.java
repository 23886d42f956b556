package io.filterfit.console.security;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Knows people by a token in the {@code Authorization} header, or by the session it was exchanged for. Off where OpenID Connect is on. */
@ApplicationScoped
public class TokenAuthentication implements HttpAuthenticationMechanism {

    public static final String COOKIE = "filterfit-session";
    private static final String BEARER = "Bearer ";
    private static final int BEFORE_OTHERS = HttpAuthenticationMechanism.DEFAULT_PRIORITY + 100;

    private final AccessTokens tokens;
    private final boolean off;

    TokenAuthentication(
            AccessTokens tokens, @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean openIdConnect) {
        this.tokens = tokens;
        this.off = openIdConnect;
    }

    /** Whether there is a page to sign in with a token on. */
    public boolean isOn() {
        return !off;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        if (off) {
            return Uni.createFrom().nullItem();
        }
        var header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return tokens.roleOf(header.startsWith(BEARER) ? header.substring(BEARER.length()) : "")
                    .map(TokenAuthentication::identity)
                    .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException("no such token")));
        }
        return Optional.ofNullable(context.request().getCookie(COOKIE))
                .map(Cookie::getValue)
                .flatMap(tokens::roleOfSession)
                .map(TokenAuthentication::identity)
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private static Uni<SecurityIdentity> identity(String role) {
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(role))
                        .addRoles(Roles.withImplied(Set.of(role)))
                        .build());
    }

    /** Programs are told what to send; people are shown where to sign in. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        if (off) {
            return Uni.createFrom().nullItem();
        }
        var path = context.request().path();
        var program = path.startsWith("/api/") || context.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
        return Uni.createFrom()
                .item(
                        program
                                ? new ChallengeData(
                                        HttpResponseStatus.UNAUTHORIZED.code(),
                                        "WWW-Authenticate",
                                        "Bearer realm=\"FilterFit console\"")
                                : new ChallengeData(
                                        HttpResponseStatus.FOUND.code(),
                                        HttpHeaders.LOCATION,
                                        "/login?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8)));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        return off ? Uni.createFrom().item(false) : HttpAuthenticationMechanism.super.sendChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "filterfit-token"));
    }

    @Override
    public int getPriority() {
        return BEFORE_OTHERS;
    }
}
