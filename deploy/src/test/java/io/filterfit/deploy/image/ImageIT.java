package io.filterfit.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The trainer's image on a base of Debian's packages: what is in it, and that it runs. */
class ImageIT {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** Kept, for a look at what failed; JUnit's temporary directories warn of every symbolic link. */
    private static final Path DIRECTORY = Path.of("target", "image-it").toAbsolutePath();

    private static OciImage image;
    private static Path root;

    @BeforeAll
    @Timeout(300)
    static void build() throws Exception {
        assumeTrue(isRoot(), "only root may unpack an image with its owners, and run it");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mmdebstrap")), "mmdebstrap is not installed");
        assertThat(new ProcessBuilder("rm", "-rf", DIRECTORY.toString()).start().waitFor())
                .isZero();
        var base = DIRECTORY.resolve("base.tar");
        var made = new ProcessBuilder("./base-image.sh", base.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(made.getInputStream().readAllBytes());
        assertThat(made.waitFor()).as(said).isZero();

        var images = DIRECTORY.resolve("images");
        assertThat(BuildImages.run(
                        "--project",
                        PROJECT.toString(),
                        "--base",
                        "tar:" + base,
                        "--to",
                        "tar:" + images,
                        "--version",
                        "1.2.3",
                        "trainer"))
                .isZero();
        image = OciImage.open(images.resolve("trainer.tar"), DIRECTORY.resolve("image"));
        root = DIRECTORY.resolve("root");
        image.unpack(root);
    }

    @Test
    void itSaysWhoRunsWhatAndHow() {
        assertThat(image.config().path("User").textValue()).isEqualTo("10001:10001");
        assertThat(image.entryPoint())
                .startsWith("java", "@/opt/filterfit/jvm.options")
                .endsWith("-jar", "/opt/filterfit/quarkus-run.jar");
        assertThat(image.config().path("ExposedPorts").has("8080/tcp")).isTrue();
        assertThat(image.config().at("/Labels/org.opencontainers.image.title").textValue())
                .isEqualTo("filterfit/trainer");
        assertThat(image.config().at("/Labels/org.opencontainers.image.version").textValue())
                .isEqualTo("1.2.3");
        assertThat(image.config()
                        .at("/Labels/org.opencontainers.image.licenses")
                        .textValue())
                .isEqualTo("Apache-2.0");
    }

    @Test
    void jvmOptionsAndAllocatorAreTheProjects() throws IOException {
        var settings = RuntimeSettings.of(PROJECT);

        assertThat(root.resolve("opt/filterfit/jvm.options")).hasSameTextualContentAs(settings.jvmOptions());
        assertThat(settings.allocator()).containsKeys("LD_PRELOAD", "MALLOC_CONF");
        assertThat(image.environment()).containsAllEntriesOf(settings.allocator());
        assertThat(root.resolve(
                        "usr/lib/x86_64-linux-gnu/" + settings.allocator().get("LD_PRELOAD")))
                .exists();
    }

    @Test
    void itHoldsNoSecretsNoShellAndNothingThatItsUserMayChange() throws IOException {
        assertThat(image.environment().keySet())
                .noneMatch(name -> name.matches(".*(KEY|SECRET|PASSWORD|TOKEN|JAAS).*"));
        assertThat(root.resolve("bin/sh")).doesNotExist();
        assertThat(root.resolve("usr/bin/sh")).doesNotExist();
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(file -> !Files.isSymbolicLink(file))
                            .map(ImageIT::trouble)
                            .filter(text -> !text.isEmpty()))
                    .isEmpty();
        }
    }

    @Test
    void itTrustsThePublicAuthorities() throws Exception {
        var trusted =
                KeyStore.getInstance(root.resolve("etc/ssl/certs/java/cacerts").toFile(), "changeit".toCharArray());

        assertThat(trusted.size()).isGreaterThan(50);
    }

    @Test
    void itIsNoLargerThanItHasToBe() throws IOException {
        // Java takes 100 MB of it, the native libraries of the arithmetic 400.
        assertThat(image.size()).isLessThan(650L << 20);
        assertThat(image.layers()).hasSize(5);
    }

    @Test
    @Timeout(180)
    void itRunsOnAReadOnlyRootWithoutPrivileges() throws Exception {
        try (var stack = EmbeddedStack.start(StackOptions.in(DIRECTORY.resolve("stack")))) {
            var connection = stack.connection();
            var environment = Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", connection.bootstrapServers(),
                    "FILTERFIT_STORE_ENDPOINT", connection.storeEndpoint().toString(),
                    "FILTERFIT_STORE_ACCESS_KEY", connection.credentials().accessKey(),
                    "FILTERFIT_STORE_SECRET_KEY", connection.credentials().secretKey());
            try (var container =
                    new Container(image, root, freePort(), environment, DIRECTORY.resolve("container.log"))) {
                container.awaitReady(Duration.ofSeconds(120));

                assertThat(container.status())
                        .containsEntry("NoNewPrivs", "1")
                        .containsEntry("CapEff", "0".repeat(16))
                        .hasEntrySatisfying("Uid", ids -> assertThat(ids).startsWith("10001\t10001"));
                assertThat(container.mappedFiles()).contains("libjemalloc.so.2");
                assertThat(container.log()).doesNotContain("cannot be preloaded", "Read-only file system");
            }
        }
    }

    @Test
    @Timeout(120)
    void itsArithmeticRunsInIt() throws Exception {
        var name = ArithmeticCheck.class.getName().replace('.', '/') + ".class";
        var directory = Files.createDirectories(root.resolve("opt/check"));
        var target = directory.resolve(name);
        Files.createDirectories(target.getParent());
        Files.copy(Path.of("target/test-classes").resolve(name), target);

        var said = Container.run(image, root, "/opt/check", ArithmeticCheck.class, DIRECTORY.resolve("check.log"));

        assertThat(said).contains("ND4J cpu, oneDNN on", "jemalloc keeping its pages");
    }

    private static String trouble(Path file) {
        try {
            var inside = "/" + root.relativize(file);
            var permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            if (Files.isRegularFile(file) && (mode & 06000) != 0) {
                return inside + " runs as somebody else";
            }
            if (file.getFileName()
                    .toString()
                    .matches("(?i)(.*(\\.p12|\\.jks|\\.key|\\.env)|credentials(\\.json|\\.properties)?|id_rsa.*)")) {
                return inside + " looks like a secret";
            }
            int owner = (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            boolean writable = owner == 10001 || permissions.contains(PosixFilePermission.OTHERS_WRITE);
            return writable
                            && !Set.of("/tmp", "/var/cache/filterfit", "/var/tmp", "/run/lock")
                                    .contains(inside)
                    ? inside + " may be changed"
                    : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
