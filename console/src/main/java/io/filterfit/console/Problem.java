package io.filterfit.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.filterfit.spec.CompressionException;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param status of HTTP
 * @param reason a code for programs
 * @param detail a sentence for people: what was wrong, where, what to do
 */
public record Problem(int status, String reason, String detail) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static Problem of(CompressionException problem) {
        int status =
                switch (problem.reason()) {
                    case INVALID_REQUEST, MODEL_UNREADABLE, ARTIFACT_CORRUPT -> 400;
                    case ARTIFACT_MISSING -> 404;
                    case STORE_UNAVAILABLE, BROKER_UNAVAILABLE -> 503;
                    default -> 500;
                };
        return new Problem(status, problem.reason().code(), problem.getMessage());
    }

    public Response toResponse() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }

    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
