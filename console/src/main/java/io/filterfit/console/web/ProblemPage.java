package io.filterfit.console.web;

import io.filterfit.console.Problem;
import io.filterfit.console.security.TokenAuthentication;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Says on a page what went wrong. */
@ApplicationScoped
class ProblemPage {

    private final SecurityIdentity identity;
    private final TokenAuthentication tokens;

    ProblemPage(SecurityIdentity identity, TokenAuthentication tokens) {
        this.identity = identity;
        this.tokens = tokens;
    }

    /** For whoever asked, who may want to go elsewhere or to sign out. */
    Response of(Problem problem) {
        return Response.status(problem.status())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .entity(text(problem, Who.of(identity, tokens.isOn())))
                .build();
    }

    /** Where it is not known yet who asks. */
    String text(Problem problem) {
        return text(problem, Who.NOBODY);
    }

    private static String text(Problem problem, Who who) {
        var title =
                switch (problem.status()) {
                    case 403 -> "Not allowed";
                    case 404 -> "Not found";
                    case 413 -> "Too large";
                    case 503 -> "Not now";
                    default -> "That did not work";
                };
        return Templates.problem(problem, title, who).render();
    }
}
