package io.filterfit.console.web;

import io.filterfit.console.ConsoleConfiguration;
import io.filterfit.console.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses bodies that announce themselves as too large before they come in, and says how large they may be. */
@ApplicationScoped
class UploadLimit {

    private static final int BEFORE_THE_BODY_IS_READ = 1_000;

    private final long limit;
    private final ProblemPage page;

    UploadLimit(ConsoleConfiguration configuration, ProblemPage page) {
        this.page = page;
        this.limit = configuration.largestUpload().asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_BODY_IS_READ);
    }

    private void check(RoutingContext context) {
        if (length(context) <= limit) {
            context.next();
            return;
        }
        var problem = tooLarge(length(context) + " bytes");
        var forPeople = !context.request().path().startsWith("/api/");
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, forPeople ? "text/html;charset=utf-8" : Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(forPeople ? page.text(problem) : problem.toJson());
    }

    /** @param what has come, or as much of it as was read */
    Problem tooLarge(String what) {
        return new Problem(
                413,
                "too-large",
                "this has " + what + "; at most " + limit
                        + " are taken (FILTERFIT_CONSOLE_LARGEST_UPLOAD). Put larger models into the"
                        + " bucket and name their s3:// address instead");
    }

    private static long length(RoutingContext context) {
        var header = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
