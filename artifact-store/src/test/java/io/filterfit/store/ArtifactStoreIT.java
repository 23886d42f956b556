package io.filterfit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.StackOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArtifactStoreIT {

    private static EmbeddedStack stack;
    private static StoreSettings settings;

    @TempDir
    Path directory;

    private ArtifactStore store;
    private Path model;

    @BeforeAll
    @Timeout(120)
    static void start(@TempDir Path stackDirectory) {
        stack = EmbeddedStack.start(StackOptions.in(stackDirectory));
        var connection = stack.connection();
        settings = StoreSettings.ofClient(
                connection.storeEndpoint(),
                connection.bucket(),
                connection.credentials().accessKey(),
                connection.credentials().secretKey());
    }

    @AfterAll
    static void end() {
        stack.close();
    }

    @BeforeEach
    void open() throws Exception {
        store = new ArtifactStore(settings);
        model = Files.write(directory.resolve("model.zip"), bytes(300_000, 1));
    }

    @Test
    void tellsOfMoreObjectsThanOneAnswerHoldsAndDeletesThem() {
        var keys = IntStream.range(0, 1_203).mapToObj("many/%05d"::formatted).toList();
        keys.parallelStream().forEach(key -> store.create(key, new byte[] {1, 2, 3}));

        List<StoredObject> found = new ArrayList<>();
        store.forEach("many/", found::add);
        assertThat(found).extracting(StoredObject::key).isEqualTo(keys);
        assertThat(found).allSatisfy(object -> {
            assertThat(object.size()).isEqualTo(3);
            assertThat(object.modified())
                    .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(5));
        });

        store.deleteAll(keys);
        store.deleteAll(List.of("many/that-is-not-there"));
        assertThat(store.list("many/")).isEmpty();
    }

    @Test
    void whatIsKeptCanBeFetched() throws Exception {
        var reference = store.keep(model, "jobs/a/round-1/pruner");

        var fetched = store.fetch(reference, Files.createDirectory(directory.resolve("down")));

        assertThat(fetched).hasFileName("model.zip").hasSameBinaryContentAs(model);
        assertThat(reference.key()).isEqualTo("jobs/a/round-1/pruner/" + reference.sha256() + "/model.zip");
    }

    @Test
    void whatIsKeptUnderAPrefixCanBeListed() {
        var first = store.keep(model, "jobs/g/checkpoints");
        var second = store.keep(model, "jobs/g/checkpoints", "other-name.zip");
        store.keep(model, "jobs/g/checkpoints/deeper");
        store.create("jobs/g/checkpoints/document", "{}".getBytes(UTF_8));

        assertThat(store.kept("jobs/g/checkpoints")).containsExactlyInAnyOrder(first, second);
        assertThat(store.kept("jobs/g/check")).isEmpty();
    }

    @Test
    void keepingTheSameAgainGivesTheSameReference() {
        assertThat(store.keep(model, "jobs/b")).isEqualTo(store.keep(model, "jobs/b"));
    }

    @Test
    void anArtifactLargerThanOnePartSurvives() throws Exception {
        var large = Files.write(directory.resolve("large.bin"), bytes(70 << 20, 2));

        var fetched = store.fetch(store.keep(large, "jobs/c"), Files.createDirectory(directory.resolve("down")));

        assertThat(Files.mismatch(fetched, large)).isEqualTo(-1);
    }

    @Test
    void bytesThatDoNotMatchTheReferenceAreRefused() {
        var kept = store.keep(model, "jobs/d");

        assertFails(
                FailureReason.ARTIFACT_CORRUPT,
                "SHA-256",
                () -> store.fetch(new ArtifactReference(kept.uri(), kept.size(), "0".repeat(64)), directory));
        assertFails(
                FailureReason.ARTIFACT_CORRUPT,
                "more than the 10 bytes",
                () -> store.fetch(new ArtifactReference(kept.uri(), 10, kept.sha256()), directory));
        assertFails(
                FailureReason.ARTIFACT_CORRUPT,
                "has 300000 bytes",
                () -> store.fetch(new ArtifactReference(kept.uri(), 300_001, kept.sha256()), directory));
    }

    @Test
    void aMissingObjectIsNamed() {
        var nowhere = ArtifactReference.of(settings.bucket(), "no/such.zip", 1, "0".repeat(64));

        assertFails(FailureReason.ARTIFACT_MISSING, "no/such.zip", () -> store.fetch(nowhere, directory));
    }

    @Test
    void noOtherBucketIsRead() {
        var elsewhere = ArtifactReference.of("other-bucket", "model.zip", 1, "0".repeat(64));

        assertFails(
                FailureReason.INVALID_REQUEST,
                "is not in bucket '" + settings.bucket() + "'",
                () -> store.fetch(elsewhere, directory));
    }

    @Test
    void anObjectThatIsThereIsDescribed() {
        var kept = store.keep(model, "models");

        assertThat(store.describe(kept.key())).isEqualTo(kept);
        assertFails(FailureReason.ARTIFACT_MISSING, "models/none", () -> store.describe("models/none"));
    }

    @Test
    void aMissingBucketIsNamed() {
        assertFails(FailureReason.ARTIFACT_MISSING, "the bucket of s3://not-made/", () -> new ArtifactStore(
                        inBucket("not-made"))
                .keep(model, "jobs/e"));
        assertFails(FailureReason.ARTIFACT_MISSING, "the bucket of s3://not-made/", () -> new ArtifactStore(
                        inBucket("not-made"))
                .read("jobs/e"));
    }

    @Test
    void aBucketIsMadeOnce() {
        var other = new ArtifactStore(inBucket("made-by-the-test"));

        other.createBucket();
        other.createBucket();

        assertThat(other.bucketExists()).isTrue();
    }

    @Test
    void wrongCredentialsAreTypedAndNotTriedAgain() {
        var intruder = new ArtifactStore(StoreSettings.ofClient(
                settings.endpoint(), settings.bucket(), settings.accessKey(), "guessed-secret-key"));

        assertFails(FailureReason.STORE_ACCESS_DENIED, "secret key", () -> intruder.read("jobs/x"));
        assertFails(FailureReason.STORE_ACCESS_DENIED, "secret key", () -> intruder.keep(model, "jobs/x"));
        assertFails(FailureReason.STORE_ACCESS_DENIED, "secret key", intruder::bucketExists);
    }

    @Test
    void aStoreThatDoesNotAnswerIsTriedForAsLongAsConfigured() {
        var away = new ArtifactStore(unreachable(Duration.ofSeconds(2)));
        var start = System.nanoTime();

        assertFails(FailureReason.STORE_UNAVAILABLE, "is it running", () -> away.read("jobs/x"));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
    }

    @Test
    void anInterruptEndsTheTrying() throws Exception {
        var away = new ArtifactStore(unreachable(Duration.ofMinutes(10)));
        var ended = new Object() {
            volatile boolean interrupted;
        };
        var worker = new Thread(() -> {
            try {
                away.read("jobs/x");
            } catch (CompressionException e) {
                ended.interrupted = Thread.currentThread().isInterrupted();
            }
        });
        worker.start();
        TimeUnit.SECONDS.sleep(1);

        worker.interrupt();
        worker.join(5_000);

        assertThat(worker.isAlive()).isFalse();
        assertThat(ended.interrupted).isTrue();
    }

    @Test
    void ofAllThatCreateADocumentOneWins() throws Exception {
        var racers = 8;
        var pool = Executors.newFixedThreadPool(racers);
        var tasks = new ArrayList<Callable<String>>();
        for (int racer = 0; racer < racers; racer++) {
            var document = ("document of " + racer).getBytes(UTF_8);
            tasks.add(() -> new String(store.createOrRead("jobs/race/outcome.json", document), UTF_8));
        }

        var seen = new ArrayList<String>();
        for (Future<String> result : pool.invokeAll(tasks, 30, TimeUnit.SECONDS)) {
            seen.add(result.get());
        }
        pool.shutdown();

        assertThat(seen)
                .hasSize(racers)
                .containsOnly(new String(store.read("jobs/race/outcome.json").orElseThrow(), UTF_8));
    }

    @Test
    void documentsCanBeListedAndDeleted() {
        store.create("jobs/f/attempts/1", "{}".getBytes(UTF_8));
        store.create("jobs/f/attempts/2", "{}".getBytes(UTF_8));

        store.delete("jobs/f/attempts/1");

        assertThat(store.list("jobs/f/")).containsExactly("jobs/f/attempts/2");
        assertThat(store.read("jobs/f/attempts/1")).isEmpty();
    }

    @Test
    void anArtifactOverTheLimitIsNotDownloaded() {
        var huge = ArtifactReference.of(settings.bucket(), "huge.zip", Long.MAX_VALUE, "0".repeat(64));

        assertFails(FailureReason.INVALID_REQUEST, "at most", () -> store.fetch(huge, directory));
    }

    private static StoreSettings inBucket(String bucket) {
        return StoreSettings.ofClient(settings.endpoint(), bucket, settings.accessKey(), settings.secretKey());
    }

    private static StoreSettings unreachable(Duration retryFor) {
        return StoreSettings.ofClient(URI.create("http://127.0.0.1:1"), "bucket", "key", "secret")
                .withRetryFor(retryFor);
    }

    private static void assertFails(FailureReason reason, String message, ThrowingCallable action) {
        var failure = catchThrowableOfType(CompressionException.class, action);
        assertThat(failure).as("failure").isNotNull().hasMessageContaining(message);
        assertThat(failure.reason()).isEqualTo(reason);
    }

    private static byte[] bytes(int size, long seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
