package io.filterfit.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.filterfit.console.security.AccessTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets where, with broker and store away: whoever gets through to them is answered 503, or 400 where the request comes first. */
@QuarkusTest
class SecurityTest {

    static final String ADMIN = "an-admin-token-of-tests";
    static final String SUBMIT = "a-submit-token-of-tests";
    static final String READ = "a-reading-token-of-tests";

    @Inject
    AccessTokens tokens;

    @TestHTTPResource("/")
    URI root;

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/jobs,                     read,   200",
        "GET,  /api/jobs/some,                read,   503",
        "GET,  /api/jobs/some/events,         read,   503",
        "GET,  /api/jobs/some/artifacts,      read,   503",
        "GET,  /api/jobs/some/artifacts/onnx, read,   503",
        "POST, /api/jobs,                     submit, 400",
        "POST, /api/jobs/some/retry,          submit, 503",
        "POST, /api/jobs/some/cancel,         admin,  503",
        "GET,  /,                             read,   200",
        "GET,  /jobs/some,                    read,   503",
        "GET,  /submit,                       submit, 200",
        "POST, /jobs/some/retry,              submit, 503",
        "POST, /jobs/some/cancel,             admin,  503",
    })
    void everyEndpointTakesItsRoleAndThoseAboveIt(String method, String path, String role, int answer) {
        assertThat(send(path, given().redirects().follow(false), method).statusCode())
                .isEqualTo(path.startsWith("/api/") ? 401 : 302);
        assertThat(send(path, as(READ), method).statusCode()).isEqualTo(role.equals("read") ? answer : 403);
        assertThat(send(path, as(SUBMIT), method).statusCode()).isEqualTo(role.equals("admin") ? 403 : answer);
        assertThat(send(path, as(ADMIN), method).statusCode()).isEqualTo(answer);
        assertThat(send(path, as("a-token-that-nobody-gave"), method).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health/live",
                "/q/openapi",
                "/asyncapi/asyncapi.yaml",
                "/asyncapi/schemas/compress-requested.json",
                "/login",
                "/assets/console.css",
                "/report-assets/report.css",
                "/report-assets/echarts.js",
                "/lib/htmx.min.js"
            })
    void whatTellsNothingOfJobsIsOpen(String path) {
        given().get(path).then().statusCode(200);
    }

    @Test
    void programsAreToldWhatToSendAndPeopleWhereToSignIn() {
        given().get("/api/jobs").then().statusCode(401).header("WWW-Authenticate", containsString("Bearer"));
        given().redirects()
                .follow(false)
                .get("/jobs/some")
                .then()
                .statusCode(302)
                .header("Location", equalTo("/login?next=%2Fjobs%2Fsome"));
    }

    @Test
    void aTokenIsExchangedForASessionThatScriptsCannotRead() {
        var signedIn = given().redirects().follow(false).get("/login?token=" + ADMIN + "&next=/submit");

        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(signedIn.header("Location")).endsWith("/submit");
        assertThat(signedIn.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Lax")
                .doesNotContain(ADMIN);
        given().cookie("filterfit-session", signedIn.cookie("filterfit-session"))
                .get("/api/jobs")
                .then()
                .statusCode(200);
    }

    @Test
    void aSessionHoldsItsRoleOnlyAndOnlyUnchanged() {
        var session = tokens.session("read");

        given().cookie("filterfit-session", session).get("/api/jobs").then().statusCode(200);
        given().cookie("filterfit-session", session)
                .post("/api/jobs/some/cancel")
                .then()
                .statusCode(403);
        given().cookie("filterfit-session", session.replace("read.", "admin."))
                .get("/api/jobs")
                .then()
                .statusCode(401);
        given().cookie("filterfit-session", session.replaceFirst("\\.1", ".2"))
                .get("/api/jobs")
                .then()
                .statusCode(401);
    }

    @Test
    void aWrongTokenOpensNothingAndSaysSo() {
        given().formParam("token", "guessed")
                .post("/login")
                .then()
                .statusCode(403)
                .header("Set-Cookie", equalTo(null))
                .body(containsString("does not open this console"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "/%2f/evil.example",
                "javascript:alert(1)"
            })
    void signingInLeadsNowhereElse(String next) {
        var signedIn = given().redirects()
                .follow(false)
                .queryParam("token", ADMIN)
                .queryParam("next", next)
                .get("/login");

        assertThat(java.net.URI.create(signedIn.header("Location")).getPath()).isEqualTo("/");
        assertThat(signedIn.header("Location")).doesNotContain("evil");
    }

    @Test
    void signingOutTakesTheSessionAway() {
        given().redirects()
                .follow(false)
                .cookie("filterfit-session", tokens.session("admin"))
                .post("/logout")
                .then()
                .statusCode(303)
                .header("Set-Cookie", containsString("Max-Age=0"));
    }

    @Test
    void anotherSitesPageCannotHaveAnythingDone() {
        var session = tokens.session("admin");

        for (var header : new String[][] {
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"Origin", "http://evil.example"},
            {"Origin", "null"}
        }) {
            given().cookie("filterfit-session", session)
                    .header(header[0], header[1])
                    .post("/jobs/some/cancel")
                    .then()
                    .statusCode(403)
                    .body(containsString("another site"));
        }
        given().cookie("filterfit-session", session)
                .header("Sec-Fetch-Site", "same-origin")
                .post("/jobs/some/cancel")
                .then()
                .statusCode(503);
    }

    @Test
    void everyAnswerTellsBrowsersWhatNotToDo() {
        for (var path : new String[] {"/login", "/api/jobs", "/assets/console.js", "/nowhere"}) {
            given().get(path)
                    .then()
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("Content-Security-Policy", containsString("script-src 'self';"))
                    .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                    .header("X-Content-Type-Options", equalTo("nosniff"))
                    .header("Referrer-Policy", equalTo("no-referrer"))
                    .header("X-Frame-Options", notNullValue());
        }
    }

    @Test
    void whatIsTooLargeIsRefusedWithTheLimit() throws Exception {
        var announced = upload(HttpRequest.BodyPublishers.ofByteArray(new byte[200_000]));
        var inChunks =
                upload(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[200_000])));

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(announced.body()).contains("this has 200000 bytes; at most 102400 are taken");
        assertThat(inChunks.statusCode()).isEqualTo(413);
    }

    private HttpResponse<String> upload(HttpRequest.BodyPublisher body) throws Exception {
        var request = HttpRequest.newBuilder(root.resolve("/api/jobs"))
                .header("Authorization", "Bearer " + SUBMIT)
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "https://filterfit/net.zip",
                "file:///etc/passwd",
                "s3://other-bucket/net.zip",
                "s3://filterfit@evil.example/net.zip",
                "s3://filterfit:9000/net.zip",
                "s3://filterfit/../other/net.zip",
                "s3://filterfit/a/%2e%2e/%2e%2e/net.zip",
                "s3://filterfit/net.zip?x=http://evil.example",
                "net.zip",
                "not an address"
            })
    void modelsAreReadFromTheConfiguredBucketOnly(String uri) {
        as(SUBMIT)
                .contentType(ContentType.JSON)
                .body(
                        "{\"model\": {\"uri\": \"" + uri
                                + "\"}, \"spec\": {\"dataset\": \"cifar10\", \"target\": {\"type\": \"flops-reduction\", \"value\": 0.5}}}")
                .post("/api/jobs")
                .then()
                .statusCode(400)
                .body("reason", equalTo("invalid-request"))
                .body("detail", containsString("uri"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2f..%2fetc%2fpasswd", "a%00b", "<script>", "a%2fb", "-a", "x%0d%0aSet-Cookie:a"})
    void jobIdsLeadNowhere(String id) {
        as(ADMIN)
                .urlEncodingEnabled(false)
                .get("/api/jobs/" + id.replace("<", "%3C").replace(">", "%3E"))
                .then()
                .statusCode(404)
                .header("Set-Cookie", equalTo(null))
                .body(not(containsString("<script>")));
    }

    @Test
    void aBrokerThatIsAwayIsSaidInASentence() {
        as(SUBMIT)
                .contentType(ContentType.JSON)
                .body(
                        "{\"model\": {\"uri\": \"s3://filterfit/net.zip\"}, \"spec\": {\"dataset\": \"cifar10\", \"target\": {\"type\": \"flops-reduction\", \"value\": 0.5}}}")
                .post("/api/jobs")
                .then()
                .statusCode(503)
                .body("reason", equalTo("store-unavailable"));
    }

    static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static Response send(String path, RequestSpecification request, String method) {
        return method.equals("GET")
                ? request.header("Accept", "*/*").get(path)
                : path.equals("/api/jobs")
                        ? request.contentType(ContentType.JSON).body("{}").post(path)
                        : request.post(path);
    }
}
