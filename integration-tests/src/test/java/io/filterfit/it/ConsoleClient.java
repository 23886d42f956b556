package io.filterfit.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program that uses the console's API. */
public final class ConsoleClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "between-the-parts";

    private final HttpClient http = TestStack.http();
    private final URI address;
    private final String token;

    public ConsoleClient(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    public JsonNode get(String path) throws Exception {
        var answer = http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    public HttpResponse<byte[]> fetch(String path) throws Exception {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    public HttpResponse<String> post(String path, String json) throws Exception {
        return http.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Uploads a model with a request, and returns the job's id. */
    public String upload(Path model, String json) throws Exception {
        var body = new ByteArrayOutputStream();
        part(body, "request", "", json.getBytes(StandardCharsets.UTF_8));
        part(body, "model", "; filename=\"" + model.getFileName() + "\"", Files.readAllBytes(model));
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        var answer = http.send(
                request("/api/jobs")
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).get("jobId").asText();
    }

    private static void part(ByteArrayOutputStream body, String name, String more, byte[] content) {
        body.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    /** The events of a job to its end, as they come. */
    List<String> events(String job) throws Exception {
        var answer = http.send(
                request("/api/jobs/" + job + "/events")
                        .timeout(Duration.ofMinutes(3))
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        return answer.body()
                .filter(line -> line.startsWith("event:"))
                .map(line -> line.substring("event:".length()).strip())
                .toList();
    }

    /** Waits until a job is as wanted; a console that has just started does not know it at first. */
    public JsonNode await(String job, Predicate<JsonNode> wanted) throws Exception {
        var deadline = Instant.now().plus(Duration.ofMinutes(3));
        var last = "nothing";
        while (Instant.now().isBefore(deadline)) {
            var answer = fetch("/api/jobs/" + job);
            last = new String(answer.body(), StandardCharsets.UTF_8);
            if (answer.statusCode() == 200 && wanted.test(JSON.readTree(last))) {
                return JSON.readTree(last);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError("job " + job + " did not get there in time; it is " + last);
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }
}
