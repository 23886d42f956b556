package io.filterfit.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.it.Browser;
import io.filterfit.it.ConsoleClient;
import io.filterfit.it.ServiceProcess;
import io.filterfit.it.TestStack;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.ServiceName;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People and programs at a console that leaves it to a provider of OpenID Connect who they are. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignInIT {

    @TempDir
    private static Path directory;

    private static EmbeddedStack stack;
    private static Keycloak keycloak;
    private static ServiceProcess console;
    private static URI address;

    @BeforeAll
    @Timeout(360)
    static void start() throws Exception {
        int port = TestStack.freePort();
        address = URI.create("http://127.0.0.1:" + port);
        keycloak = new Keycloak(address, TestStack.freePort(), directory.resolve("keycloak.log"));
        stack = EmbeddedStack.start(TestStack.servers(directory, 1));
        console = new ServiceProcess(
                ServiceName.CONSOLE,
                stack.connection(),
                directory.resolve("console.log"),
                Map.of(
                        "QUARKUS_HTTP_PORT",
                        String.valueOf(port),
                        "QUARKUS_OIDC_TENANT_ENABLED",
                        "true",
                        "QUARKUS_OIDC_AUTH_SERVER_URL",
                        keycloak.realm().toString(),
                        "QUARKUS_OIDC_CLIENT_ID",
                        Keycloak.CLIENT,
                        "QUARKUS_OIDC_CREDENTIALS_SECRET",
                        Keycloak.SECRET,
                        "FILTERFIT_CONSOLE_PROVIDER_ROLES_ADMIN",
                        "ml-platform"));
        assertThat(console.address().getPort()).isEqualTo(port);
    }

    @AfterAll
    static void end() {
        if (console != null) {
            console.close();
        }
        if (stack != null) {
            stack.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @Test
    void aPersonSignsInWithTheRoleOfATeamAndOutAgain() throws Exception {
        try (var browser = Browser.startOrSkip()) {
            signIn(browser, "/submit", "paul", "runs-it-all");
            assertThat(browser.path()).isEqualTo("/submit");
            assertThat(browser.has("#submit")).isTrue();
            browser.inspect("signed-in");

            browser.find("nav a[href='/logout']").click();
            browser.await("the provider", () -> browser.has("#kc-login"));
            browser.open(address.resolve("/"));
            assertThat(browser.has("#kc-login")).isTrue();
        }
    }

    @Test
    void whoOnlyReadsIsToldSo() throws Exception {
        try (var browser = Browser.startOrSkip()) {
            signIn(browser, "/", "rita", "reads-only");
            assertThat(browser.path()).isEqualTo("/");
            assertThat(browser.has("nav a[href='/submit']")).isFalse();

            browser.open(address.resolve("/submit"));
            assertThat(browser.has("#submit")).isFalse();
            assertThat(browser.text()).contains("your role does not allow this");
            assertThat(browser.has("nav a[href='/logout']")).isTrue();
        }
    }

    @Test
    void aProgramBringsATokenOfTheProvider() throws Exception {
        var reader = new ConsoleClient(address, keycloak.accessToken("rita", "reads-only"));
        var team = new ConsoleClient(address, keycloak.accessToken("paul", "runs-it-all"));
        var nobody = new ConsoleClient(address, "eyJhbGciOiJub25lIn0.eyJncm91cHMiOlsiYWRtaW4iXX0.");

        assertThat(reader.get("/api/jobs").get("jobs")).isEmpty();
        assertThat(reader.post("/api/jobs/nowhere/cancel", "").statusCode()).isEqualTo(403);
        assertThat(team.post("/api/jobs/nowhere/cancel", "").statusCode()).isEqualTo(404);
        assertThat(team.get("/api/jobs").get("jobs")).isEmpty();
        assertThat(nobody.fetch("/api/jobs").statusCode()).isEqualTo(401);
    }

    private static void signIn(Browser browser, String path, String user, String password) throws Exception {
        browser.open(address.resolve(path));
        browser.await("the provider's form", () -> browser.has("#kc-login"));
        browser.write("#username", user);
        browser.write("#password", password);
        browser.find("#kc-login").click();
        browser.await("the console", () -> browser.has("nav[aria-label='Console']"));
    }
}
