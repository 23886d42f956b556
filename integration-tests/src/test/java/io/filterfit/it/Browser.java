package io.filterfit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Headless Chromium, as Debian's packages chromium and chromium-driver have it. */
public final class Browser implements AutoCloseable {

    static final int WIDE = 1280;
    static final int NARROW = 390;

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Set<String> COUNTS = Set.of("serious", "critical");
    private static final int MOST_STOPS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Empty where it is not installed. */
    static Optional<Browser> start() throws IOException, InterruptedException {
        var chromium = program("chromium", "google-chrome");
        var chromeDriver = program("chromedriver");
        if (chromium.isEmpty() || chromeDriver.isEmpty()) {
            return Optional.empty();
        }
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions()
                .setBinary(chromium.get().toFile())
                .addArguments(
                        "--headless=new",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--no-sandbox");
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromeDriver.get().toFile())
                .build();
        Files.createDirectories(SCREENSHOTS);
        var browser = new Browser(new ChromeDriver(service, options));
        // Before the first page, so that no chart is drawn in motion.
        browser.appear(WIDE, "light");
        return Optional.of(browser);
    }

    /** Skips the test where it is not installed. */
    public static Browser startOrSkip() throws IOException, InterruptedException {
        var started = start();
        assumeTrue(
                started.isPresent(),
                "no Chromium here (Debian: apt-get install chromium chromium-driver); its test is skipped");
        return started.get();
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(names)
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public void open(Object address) {
        driver.get(address.toString());
    }

    public String path() {
        return java.net.URI.create(driver.getCurrentUrl()).getPath();
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    /** The text of the whole page. */
    public String text() {
        return find("body").getText();
    }

    public void write(String css, String text) {
        var field = find(css);
        field.clear();
        field.sendKeys(text);
    }

    /** Goes on from where the focus is, as Tab does, until it is on what is looked for; wherever it stops on the way, it has to be seen. */
    void tabTo(String css) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            press(Keys.TAB);
            assertThat(
                            (Boolean)
                                    script(
                                            "const style = getComputedStyle(document.activeElement);"
                                                    + "return document.activeElement === document.body || style.outlineStyle !== 'none' || style.boxShadow !== 'none'"))
                    .as("focus is seen on "
                            + script("return document.activeElement.outerHTML").toString())
                    .isTrue();
            if ((Boolean) driver.executeScript("return document.activeElement.matches(arguments[0])", css)) {
                return;
            }
        }
        throw new AssertionError("no Tab leads to " + css + " on " + path());
    }

    /** Whatever has the focus gets them. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    public void await(String what, BooleanSupplier there) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            try {
                if (there.getAsBoolean()) {
                    return;
                }
            } catch (StaleElementReferenceException | NoSuchElementException replacedMeanwhile) {
                // Then once more: scripts put parts of the page in the place of others.
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError("in vain waited for " + what + "; the page says: " + text());
    }

    /** What scripts and the content security policy complained of since the last time. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(Object::toString)
                .toList();
    }

    Object script(String script) {
        return driver.executeScript(script);
    }

    /** Looks at the page as it is, in both widths and both schemes: axe finds nothing serious, and nothing is wider than the window. */
    public void inspect(String name) throws Exception {
        for (var scheme : List.of("light", "dark")) {
            for (int width : new int[] {WIDE, NARROW}) {
                appear(width, scheme);
                shoot(name + "-" + width + "-" + scheme);
                var where = name + ", " + width + " px, " + scheme;
                assertThat(violations()).as("violations, " + where).isEmpty();
                assertThat((Long) script("return document.documentElement.scrollWidth"))
                        .as("width of " + where)
                        .isLessThanOrEqualTo(width);
            }
        }
        appear(WIDE, "light");
    }

    private void appear(int width, String scheme) throws InterruptedException {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width == NARROW));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        TimeUnit.MILLISECONDS.sleep(400);
        // A browser without a window may draw no frame until it has to, and what observes sizes learns of them with a
        // frame.
        driver.executeAsyncScript(
                "const done = arguments[0]; setTimeout(done, 1000); requestAnimationFrame(() => requestAnimationFrame(done));");
    }

    private List<String> violations() {
        return new AxeBuilder()
                .analyze(driver).getViolations().stream()
                        .filter(rule -> COUNTS.contains(rule.getImpact()))
                        .map(Browser::sentence)
                        .toList();
    }

    private static String sentence(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
    }

    /** The whole page, however long. */
    void shoot(String name) throws IOException {
        long height = (Long) script("return document.documentElement.scrollHeight");
        long width = (Long) script("return document.documentElement.clientWidth");
        shoot(name, width, height);
    }

    /** The upper left of the page. */
    void shoot(String name, long width, long height) throws IOException {
        var clip = Map.of(
                "x",
                0,
                "y",
                0,
                "width",
                Math.min(width, (Long) script("return window.innerWidth")),
                "height",
                height,
                "scale",
                1);
        var picture = (String) driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
                .get("data");
        Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(picture));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
