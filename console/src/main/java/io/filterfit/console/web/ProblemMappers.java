package io.filterfit.console.web;

import io.filterfit.console.Problem;
import io.filterfit.console.RefusedException;
import io.filterfit.spec.CompressionException;
import io.quarkus.security.ForbiddenException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what goes wrong: programs with {@code application/problem+json}, people with a page. */
class ProblemMappers {

    private final ProblemPage page;
    private final UploadLimit limit;

    ProblemMappers(ProblemPage page, UploadLimit limit) {
        this.page = page;
        this.limit = limit;
    }

    @ServerExceptionMapper
    public Response refused(RefusedException refused, UriInfo uri, HttpHeaders headers) {
        return answer(refused.problem(), uri, headers);
    }

    @ServerExceptionMapper
    public Response failed(CompressionException failure, UriInfo uri, HttpHeaders headers) {
        return answer(Problem.of(failure), uri, headers);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException forbidden, UriInfo uri, HttpHeaders headers) {
        return answer(
                new Problem(
                        403, "forbidden", "your role does not allow this; ask whoever runs the console for another"),
                uri,
                headers);
    }

    /** What the framework refuses by itself, which it does without a word. */
    @ServerExceptionMapper
    public Response refusedByFramework(WebApplicationException refused, UriInfo uri, HttpHeaders headers) {
        var answer = refused.getResponse();
        if (answer.hasEntity() || answer.getStatus() < 400) {
            return answer;
        }
        return switch (answer.getStatus()) {
            case 404 -> answer(new Problem(404, "not-found", "there is nothing at this address"), uri, headers);
            case 413 -> answer(limit.tooLarge("more than that"), uri, headers);
            default ->
                answer(
                        new Problem(
                                answer.getStatus(),
                                "refused",
                                "the request cannot be dealt with ("
                                        + answer.getStatusInfo().getReasonPhrase() + ")"),
                        uri,
                        headers);
        };
    }

    private Response answer(Problem problem, UriInfo uri, HttpHeaders headers) {
        return uri.getPath().startsWith("/api/")
                        || !headers.getAcceptableMediaTypes().contains(MediaType.TEXT_HTML_TYPE)
                ? problem.toResponse()
                : page.of(problem);
    }
}
