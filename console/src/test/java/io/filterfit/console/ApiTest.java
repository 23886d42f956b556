package io.filterfit.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be asked without a broker and a store. */
@QuarkusTest
class ApiTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"spec\": {\"dataset\": \"a\", \"target\": {\"type\": \"flops-reduction\", \"value\": 0.5}}} | model is missing",
                "{\"model\": {\"uri\": \"s3://filterfit/a\"}} | spec is missing",
                "{\"modl\": {}} | modl",
                "{\"model\": {\"uri\": \"s3://filterfit/a\"}, \"spec\": {\"dataset\": \"a\", \"target\": {\"type\": \"flops-reduction\", \"value\": 7}}} | target.value is 7.0",
                "{ | no JSON",
            })
    void saysWhatIsWrongWithARequest(String request, String says) {
        SecurityTest.as(SecurityTest.SUBMIT)
                .contentType(ContentType.JSON)
                .body(request)
                .post("/api/jobs")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(says));
    }

    @Test
    void saysWhatIsWrongWithAFilter() {
        refused("status=weird", "queued, running");
        refused("page=0", "page is 0");
        refused("size=100000", "at most 200");
    }

    private static void refused(String filter, String says) {
        SecurityTest.as(SecurityTest.READ)
                .get("/api/jobs?" + filter)
                .then()
                .statusCode(400)
                .body("detail", containsString(says));
    }

    @Test
    void takesNoFileThatIsNoNetwork() {
        SecurityTest.as(SecurityTest.SUBMIT)
                .multiPart("model", "../../etc/passwd", "root".getBytes())
                .multiPart(
                        "request",
                        "{\"spec\": {\"dataset\": \"a\", \"target\": {\"type\": \"flops-reduction\", \"value\": 0.5}}}")
                .post("/api/jobs")
                .then()
                .statusCode(400)
                .body("detail", containsString("none that is known as a network"));
    }

    @Test
    void describesItself() {
        given().accept(ContentType.JSON)
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/api/jobs"))
                .body("paths", hasKey("/api/jobs/{job}/events"))
                .body("paths", hasKey("/api/jobs/{job}/cancel"))
                .body("paths.keySet().findAll { it.startsWith('/jobs') }.size()", equalTo(0))
                .body("components.schemas.keySet()", hasItems("SubmitRequest", "JobPage", "JobDetail"));
    }

    @Test
    void servesTheContractsOfTheEvents() {
        var document = given().get("/asyncapi/asyncapi.yaml")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        // What the document refers to lies where it says.
        List<String> schemas = java.util.regex.Pattern.compile("\\$ref: (schemas/[a-z-]+\\.json)")
                .matcher(document)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(schemas).hasSizeGreaterThan(8);
        schemas.forEach(schema -> given().get("/asyncapi/" + schema)
                .then()
                .statusCode(200)
                .body("$schema", containsString("json-schema.org")));
        given().get("/asyncapi/schemas/none.json").then().statusCode(404);
    }

    @Test
    void isNotReadyBeforeItKnowsWhatHasHappened() {
        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'jobs' }.status", equalTo("DOWN"))
                .body("checks.find { it.name == 'Kafka broker' }.status", equalTo("DOWN"));
        given().get("/q/health/live").then().statusCode(200);
    }
}
