package io.filterfit.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.ServiceName;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The console on the whole pipeline: for programs, for people with a browser, and as two replicas. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConsoleIT {

    private static final String TRAINING =
            "\"training\": {\"epochs\": %d, \"batchSize\": 16, \"validationImages\": 20}";
    private static final String SPEC =
            "{\"spec\": {\"dataset\": \"halves\", \"target\": {\"type\": \"flops-reduction\", \"value\": 0.3}, \"scope\": \"all\", "
                    + TRAINING + "}}";

    /** As many epochs as take some seconds, so that some of them are told. */
    private static final int SECONDS = 200;

    @TempDir
    private static Path directory;

    private static EmbeddedStack stack;
    private static ConsoleClient console;
    private static Path model;
    private static String token;

    @BeforeAll
    @Timeout(240)
    static void start() throws Exception {
        TinyJob.writeDataset(directory);
        stack = EmbeddedStack.start(TestStack.pipeline(directory, EnumSet.allOf(ServiceName.class), Map.of()));
        token = Files.readString(stack.connection().consoleTokenFile());
        console = new ConsoleClient(address(), token);
        model = TinyNetwork.write(directory);
    }

    @AfterAll
    static void end() {
        if (stack != null) {
            stack.close();
        }
    }

    /** What a test that failed has left must not stand in the way of the next one. */
    @AfterEach
    void stopWhatRuns() throws Exception {
        for (var status : List.of("queued", "running")) {
            for (var job : console.get("/api/jobs?status=" + status).get("jobs")) {
                console.post("/api/jobs/" + job.get("id").asText() + "/cancel", "");
            }
        }
    }

    @Test
    void aProgramSubmitsFollowsAndFetches() throws Exception {
        var job = console.upload(model, SPEC.formatted(SECONDS));

        assertThat(job).startsWith("tiny-");
        assertThat(console.events(job))
                .startsWith("compress-requested")
                .contains("analysis-completed", "pruning-completed", "training-completed", "stage-progressed")
                .endsWith("compression-completed");
        var done = console.get("/api/jobs/" + job);
        assertThat(done.get("status").asText()).isEqualTo("completed");
        assertThat(done.at("/result/flopsReduction").asDouble()).isBetween(0.3, 0.5);
        // Progress may be lost, and is told once a second only.
        assertThat(done.get("training")).isNotEmpty();
        assertThat(done.get("stages"))
                .allSatisfy(stage -> assertThat(stage.get("state").asText()).isEqualTo("done"))
                .allSatisfy(
                        stage -> assertThat(stage.path("seconds").asDouble()).isPositive());
        for (var name : List.of("model", "onnx", "manifest", "report", "report-page", "round-1/pruner/network")) {
            assertIsWhatItSaysItIs(job, name, done);
        }
        assertThat(console.fetch("/api/jobs/" + job + "/artifacts/none").statusCode())
                .isEqualTo(404);
        assertThat(console.fetch("/api/jobs/" + job + "/artifacts/..%2f..%2fmodel")
                        .statusCode())
                .isIn(400, 404);
    }

    private static void assertIsWhatItSaysItIs(String job, String name, JsonNode done) throws Exception {
        var listed = new ArrayList<JsonNode>();
        done.get("artifacts").forEach(listed::add);
        var artifact = listed.stream()
                .filter(each -> each.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
        var fetched = console.fetch(artifact.get("href").asText());
        assertThat(fetched.statusCode()).isEqualTo(200);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(fetched.body())))
                .isEqualTo(artifact.get("sha256").asText());
        assertThat(fetched.headers().firstValue("content-disposition"))
                .hasValueSatisfying(disposition -> assertThat(disposition).startsWith("attachment"));
    }

    @Test
    void aModelThatIsInTheStoreIsSubmittedByItsAddressAndAJobOnceMore() throws Exception {
        var first = console.upload(model, SPEC.formatted(0));
        var uri = console.get("/api/jobs/" + first).get("model").asText();

        var answer = console.post(
                "/api/jobs",
                SPEC.formatted(0)
                        .replaceFirst("\\{", "{\"jobId\": \"stored\", \"model\": {\"uri\": \"" + uri + "\"}, "));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        console.await("stored", job -> job.get("status").asText().equals("completed"));
        assertThat(console.post(
                                "/api/jobs",
                                SPEC.formatted(0)
                                        .replaceFirst(
                                                "\\{",
                                                "{\"jobId\": \"stored\", \"model\": {\"uri\": \"" + uri + "\"}, "))
                        .statusCode())
                .isEqualTo(409);

        var again = console.post("/api/jobs/stored/retry", "");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).containsPattern("stored-[0-9a-f]{6}");
        assertThat(console.post("/api/jobs/stored/cancel", "").statusCode()).isEqualTo(409);
    }

    @Test
    void twoReplicasAgreeAndTheStartedOneKnowsWhatWasBefore() throws Exception {
        var ended = console.upload(model, SPEC.formatted(0));
        console.await(ended, job -> job.get("status").asText().equals("completed"));
        var running = console.upload(model, SPEC.formatted(TinyJob.FOREVER));
        console.await(running, job -> job.get("training").size() > 0);

        try (var other = new ServiceProcess(
                ServiceName.CONSOLE,
                stack.connection(),
                directory.resolve("console-2.log"),
                Map.of("FILTERFIT_CONSOLE_TOKEN", token))) {
            var second = new ConsoleClient(other.address(), token);
            second.await(ended, job -> job.get("status").asText().equals("completed"));
            second.await(running, job -> job.get("training").size() > 0);

            assertThat(second.post("/api/jobs/" + running + "/cancel", "").statusCode())
                    .isEqualTo(202);
            console.await(running, job -> job.get("status").asText().equals("cancelled"));
            second.await(running, job -> job.get("status").asText().equals("cancelled"));

            for (var path : List.of(
                    "/api/jobs?q=" + ended,
                    "/api/jobs/" + ended,
                    "/api/jobs/" + running,
                    "/api/jobs?status=cancelled")) {
                assertThat(second.get(path)).as(path).isEqualTo(console.get(path));
            }
            assertThat(second.events(running))
                    .isEqualTo(console.events(running))
                    .endsWith("compression-failed");
            assertThat(other.log()).doesNotContain(token);
        }
        assertThat(Files.readString(directory.resolve("stack/logs/console.log")))
                .doesNotContain(token);
    }

    @Test
    void aPersonSubmitsFollowsReadsTheReportAndCancels() throws Exception {
        try (var browser = Browser.startOrSkip()) {
            browser.open(address().resolve("/"));
            assertThat(browser.path()).isEqualTo("/login");
            browser.inspect("login");

            browser.open(stack.connection().consoleLink().orElseThrow());
            assertThat(browser.path()).isEqualTo("/");

            var done = submit(browser, SECONDS);
            browser.await("the training curve", () -> browser.has("#live-accuracy svg"));
            browser.await("the distributions", () -> browser.has("#selection [data-chart=density] svg"));
            assertThat(browser.find("#selection").getText())
                    .contains("Which filters stayed", "filters went", "distribution-fitting", "W1");
            browser.inspect("job-running");
            browser.await("the report", () -> browser.has("#comparison"));
            assertThat(browser.text())
                    .contains(
                            "completed",
                            "Target met",
                            "Before and after",
                            "Which filters stayed",
                            "distribution-fitting");
            browser.await("the charts", () -> browser.has("[data-chart=density] svg"));
            assertThat(browser.find("a[href$='/artifacts/onnx']").getText()).contains("ONNX");
            browser.inspect("job-completed");
            browser.shoot("readme", Browser.WIDE, 960);

            var stopped = submit(browser, TinyJob.FOREVER);
            browser.await("training", () -> browser.has("#live-accuracy svg"));
            browser.find("details.confirm > summary").click();
            browser.find("#cancel").click();
            browser.await(
                    "the end",
                    () -> browser.find("#live").getAttribute("data-status").equals("cancelled"));
            assertThat(browser.find("#failure").getText()).contains("was cancelled on request");
            browser.await("the way to try again", () -> browser.has("#retry"));
            browser.inspect("job-cancelled");

            browser.open(address().resolve("/"));
            assertThat(browser.text()).contains(done, stopped);
            browser.inspect("jobs");
            browser.write("#q", done);
            browser.await("the filter", () -> !browser.text().contains(stopped));
            assertThat(browser.text()).contains(done);

            browser.open(address().resolve("/jobs/nowhere"));
            assertThat(browser.text()).contains("no job 'nowhere' is known here");
            browser.inspect("not-found");
            assertThat(browser.complaints())
                    .as("complaints but those of the answers that were asked for")
                    .allMatch(complaint -> complaint.contains("status of 400") || complaint.contains("status of 404"));
        }
    }

    @Test
    void aPersonWithoutAMouseSubmitsAndCancels() throws Exception {
        var stored = console.upload(model, SPEC.formatted(0));
        var uri = console.get("/api/jobs/" + stored).get("model").asText();
        try (var browser = Browser.startOrSkip()) {
            browser.open(stack.connection().consoleLink().orElseThrow());
            browser.tabTo("a.skip");
            browser.tabTo("nav a[href='/submit']");
            browser.press(Keys.ENTER);
            browser.await("the form", () -> browser.path().equals("/submit"));

            // What a field holds is selected when Tab leads to it.
            browser.tabTo("#uri");
            browser.press(uri);
            browser.tabTo("#dataset");
            browser.press(TinyJob.DATASET);
            browser.tabTo("#targetValue");
            browser.press("30");
            browser.tabTo("details > summary");
            browser.press(Keys.SPACE);
            browser.tabTo("#scope");
            browser.press("all");
            browser.tabTo("#epochs");
            browser.press(String.valueOf(TinyJob.FOREVER));
            browser.tabTo("#batchSize");
            browser.press("16");
            browser.tabTo("#validationImages");
            browser.press("20");
            browser.tabTo("#submit");
            browser.press(Keys.ENTER);
            browser.await("the job's page", () -> browser.path().startsWith("/jobs/"));
            var job = browser.path().substring("/jobs/".length());
            browser.await("training", () -> browser.has("#live-accuracy svg"));

            browser.tabTo("details.confirm > summary");
            browser.press(Keys.ENTER);
            browser.tabTo("#cancel");
            browser.press(Keys.ENTER);
            console.await(job, told -> told.get("status").asText().equals("cancelled"));
            browser.await("the way to try again", () -> browser.has("#retry"));
            browser.tabTo("#retry");
        }
    }

    /** By the command. */
    private static JsonNode cancelled(String job) throws Exception {
        var out = directory.resolve("cancel.json");
        var command = new ProcessBuilder(
                        "../filterfit",
                        "cancel",
                        job,
                        "--json",
                        "--directory",
                        directory.resolve("stack").toString())
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("cancel.err").toFile());
        command.environment().put("FILTERFIT_SKIP_BUILD", "true");
        assertThat(command.start().waitFor())
                .as("%s", Files.exists(out) ? Files.readString(out) : "")
                .isZero();
        var lines = Files.readString(out).strip().split("\n");
        return new ObjectMapper().readTree(lines[lines.length - 1]);
    }

    private static String submit(Browser browser, int epochs) throws Exception {
        browser.open(address().resolve("/submit"));
        browser.find("summary").click();
        if (epochs != TinyJob.FOREVER) {
            browser.inspect("submit");
        }
        browser.write("#dataset", "halves");
        browser.write("#targetValue", "300");
        browser.script("document.querySelector('form.submission').noValidate = true");
        browser.find("#model").sendKeys(model.toString());
        browser.find("#submit").click();
        browser.await("what is wrong", () -> browser.has("[role=alert]"));
        assertThat(browser.find("[role=alert]").getText()).contains("target.value is 3.0");

        browser.write("#targetValue", "30");
        browser.write("#epochs", String.valueOf(epochs));
        browser.write("#batchSize", "16");
        browser.write("#validationImages", "20");
        browser.write("#more", "{\"scope\": \"all\"}");
        browser.find("#model").sendKeys(model.toString());
        browser.find("#submit").click();
        browser.await("the job's page", () -> browser.path().startsWith("/jobs/"));
        return browser.path().substring("/jobs/".length());
    }

    private static URI address() {
        return stack.connection().services().get(ServiceName.CONSOLE.module());
    }
}
