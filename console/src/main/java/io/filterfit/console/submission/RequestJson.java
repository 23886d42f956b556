package io.filterfit.console.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.filterfit.spec.Checks;
import io.filterfit.spec.CompressionException;
import java.util.stream.Collectors;

/** Reads requests; a property that it does not know is most likely a misspelt one. */
public final class RequestJson {

    static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private RequestJson() {}

    /** @throws CompressionException INVALID_REQUEST, with a sentence that says what is wrong and where */
    public static <T> T read(String json, Class<T> type) {
        if (json == null || json.isBlank()) {
            throw Checks.invalid(
                    "the request is empty; it takes JSON such as {\"model\": {\"uri\": \"s3://...\"}, \"spec\": {...}}");
        }
        try {
            return Checks.present("the request", STRICT.readValue(json, type));
        } catch (JsonProcessingException e) {
            throw Checks.invalid(sentence(e));
        }
    }

    private static String sentence(JsonProcessingException problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof CompressionException invalid) {
            return invalid.getMessage();
        }
        if (problem instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return mapping.getPath().stream()
                            .map(step ->
                                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                            .collect(Collectors.joining("."))
                    + ": " + mapping.getOriginalMessage();
        }
        return "the request is no JSON: " + problem.getOriginalMessage();
    }
}
