package io.filterfit.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** With a provider of OpenID Connect in place of tokens of ours. */
@QuarkusTest
@TestProfile(OpenIdConnectTest.Provider.class)
@WithTestResource(OidcWiremockTestResource.class)
class OpenIdConnectTest {

    public static class Provider implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.tenant-enabled", "true",
                    "quarkus.oidc.auth-server-url", "${keycloak.url:replaced}/realms/quarkus/",
                    "quarkus.oidc.client-id", "quarkus-app",
                    "quarkus.oidc.credentials.secret", "secret",
                    "quarkus.oidc.token.principal-claim", "email",
                    "filterfit.console.provider-roles.admin", "sre, ml-platform");
        }
    }

    @Test
    void itsRolesCount() {
        with("alice", "read").get("/api/jobs").then().statusCode(200);
        with("alice", "read").post("/api/jobs/some/retry").then().statusCode(403);
        with("alice", "submit").post("/api/jobs/some/retry").then().statusCode(503);
        with("alice", "submit").post("/api/jobs/some/cancel").then().statusCode(403);
        with("alice", "admin").post("/api/jobs/some/cancel").then().statusCode(503);
        with("alice", "admin").get("/api/jobs").then().statusCode(200);
        with("alice", "some-other-role").get("/api/jobs").then().statusCode(403);
    }

    @Test
    void aTeamOfTheProviderStandsForARoleAndThoseThatItImplies() {
        with("alice", "ml-platform").post("/api/jobs/some/cancel").then().statusCode(503);
        with("alice", "ml-platform").post("/api/jobs/some/retry").then().statusCode(503);
        with("alice", "ml-platform").get("/api/jobs").then().statusCode(200);
    }

    @Test
    void tokensOfOursOpenNothing() {
        given().header("Authorization", "Bearer " + SecurityTest.ADMIN)
                .get("/api/jobs")
                .then()
                .statusCode(401);
        given().redirects()
                .follow(false)
                .get("/login?token=" + SecurityTest.ADMIN)
                .then()
                .statusCode(303)
                .header("Location", endsWith("/"));
    }

    @Test
    void peopleAreSentToTheProvider() {
        given().redirects()
                .follow(false)
                .accept("text/html")
                .get("/jobs/some")
                .then()
                .statusCode(302)
                .header("Location", containsString("/realms/quarkus"));
    }

    private static io.restassured.specification.RequestSpecification with(String user, String role) {
        return given().auth().oauth2(OidcWiremockTestResource.getAccessToken(user, Set.of(role)));
    }
}
