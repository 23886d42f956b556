package io.filterfit.console.web;

import io.filterfit.console.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Says on a page what went wrong. */
@ApplicationScoped
class ProblemPage {

    Response of(Problem problem) {
        return Response.status(problem.status())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .entity(text(problem))
                .build();
    }

    String text(Problem problem) {
        var title =
                switch (problem.status()) {
                    case 403 -> "Not allowed";
                    case 404 -> "Not found";
                    case 413 -> "Too large";
                    case 503 -> "Not now";
                    default -> "That did not work";
                };
        return Templates.problem(problem, title, Who.NOBODY).render();
    }
}
