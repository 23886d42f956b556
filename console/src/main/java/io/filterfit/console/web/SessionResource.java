package io.filterfit.console.web;

import io.filterfit.console.ConsoleConfiguration;
import io.filterfit.console.security.AccessTokens;
import io.filterfit.console.security.TokenAuthentication;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;

/** Exchanges a token for a session, and ends sessions. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@PermitAll
class SessionResource {

    private final AccessTokens tokens;
    private final TokenAuthentication authentication;
    private final ConsoleConfiguration configuration;

    SessionResource(AccessTokens tokens, TokenAuthentication authentication, ConsoleConfiguration configuration) {
        this.tokens = tokens;
        this.authentication = authentication;
        this.configuration = configuration;
    }

    @GET
    @Path("login")
    @Operation(hidden = true)
    public Response ask(@QueryParam("token") String token, @QueryParam("next") String next, @Context UriInfo uri) {
        if (!authentication.isOn()) {
            return Response.seeOther(URI.create(local(next))).build();
        }
        return token == null ? page(next, null) : signIn(token, next, uri);
    }

    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response signIn(@RestForm String token, @RestForm String next, @Context UriInfo uri) {
        var role = authentication.isOn() && token != null
                ? tokens.roleOf(token.strip())
                : java.util.Optional.<String>empty();
        return role.map(opened -> Response.seeOther(URI.create(local(next)))
                        .cookie(cookie(
                                tokens.session(opened),
                                (int) configuration.session().toSeconds(),
                                uri))
                        .build())
                .orElseGet(
                        () -> page(
                                next,
                                "That token does not open this console. The link with the right one was printed when it was started."));
    }

    @POST
    @Path("logout")
    @Operation(hidden = true)
    public Response signOut(@Context UriInfo uri) {
        return Response.seeOther(URI.create("/login"))
                .cookie(cookie("", 0, uri))
                .build();
    }

    private Response page(String next, String problem) {
        return Response.status(problem == null ? 200 : 403)
                .entity(Templates.login(local(next), problem, Who.NOBODY))
                .build();
    }

    private static NewCookie cookie(String session, int seconds, UriInfo uri) {
        return new NewCookie.Builder(TokenAuthentication.COOKIE)
                .value(session)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .secure("https".equals(uri.getRequestUri().getScheme()))
                .build();
    }

    /** An address of this console, whatever was asked for. */
    private static String local(String next) {
        return next != null && next.matches("/([A-Za-z0-9_-][A-Za-z0-9_/-]*)?") ? next : "/";
    }
}
