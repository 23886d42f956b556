package io.filterfit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of damaged files: each is read, or refused with the typed error, in bounded time. */
@Timeout(300)
class ModelFileMutationTest {

    private static final int MUTATIONS = 1_500;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Pattern JSON_TOKEN = Pattern.compile("\"[^\"]*\"|-?[0-9.E]+|[{}\\[\\],:]|true|false|null");
    private static final String[] HOSTILE_TOKENS = {
        "-1", "0", "2147483647", "9223372036854775807", "1e308", "\"NaN\"", "null", "true", "[]", "{}", "\"\"", "[[[]]]"
    };

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"resnet-8", "plain-cnn"})
    void bytesOfTheFile(String architecture) throws IOException {
        ZipFixture model = model(architecture);
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        model.writeTo(zip);
        SplittableRandom random = new SplittableRandom(1);

        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = zip.toByteArray();
            for (int change = random.nextInt(1, 6); change > 0; change--) {
                // Half of the changes hit the headers and the directory, where a zip is most brittle.
                int at = random.nextBoolean()
                        ? random.nextInt(bytes.length)
                        : random.nextBoolean() ? random.nextInt(64) : bytes.length - 1 - random.nextInt(300);
                bytes[at] = (byte) random.nextInt(256);
            }
            readOrRefuse(bytes, i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet-8", "plain-cnn"})
    void tokensOfTheConfiguration(String architecture) throws IOException {
        ZipFixture model = model(architecture);
        String json = new String(model.entry("configuration.json"), StandardCharsets.UTF_8);
        MatchResult[] tokens = JSON_TOKEN.matcher(json).results().toArray(MatchResult[]::new);
        SplittableRandom random = new SplittableRandom(2);

        for (int i = 0; i < MUTATIONS; i++) {
            MatchResult victim = tokens[random.nextInt(tokens.length)];
            String replacement =
                    switch (random.nextInt(3)) {
                        case 0 -> "";
                        case 1 -> HOSTILE_TOKENS[random.nextInt(HOSTILE_TOKENS.length)];
                        default -> tokens[random.nextInt(tokens.length)].group();
                    };
            String mutated = json.substring(0, victim.start()) + replacement + json.substring(victim.end());
            readOrRefuse(model.with("configuration.json", mutated.getBytes(StandardCharsets.UTF_8)), i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-cnn"})
    void headersOfTheParameters(String architecture) throws IOException {
        ZipFixture model = model(architecture);
        SplittableRandom random = new SplittableRandom(3);

        for (int i = 0; i < MUTATIONS; i++) {
            byte[] array = model.entry("coefficients.bin").clone();
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                array[random.nextInt(150)] = (byte) random.nextInt(256);
            }
            readOrRefuse(model.with("coefficients.bin", array), i);
        }
    }

    private ZipFixture model(String architecture) {
        Path file = directory.resolve("sound.zip");
        Networks.write(Zoo.build(architecture, ZooOptions.CIFAR10.withWidthFactor(0.125)), file);
        return ZipFixture.of(file);
    }

    private void readOrRefuse(ZipFixture model, int mutation) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        model.writeTo(zip);
        readOrRefuse(zip.toByteArray(), mutation);
    }

    private void readOrRefuse(byte[] bytes, int mutation) throws IOException {
        Path file = Files.write(directory.resolve("mutated.zip"), bytes);
        long start = System.nanoTime();
        try {
            Networks.read(file);
        } catch (CompressionException refusal) {
            assertThat(refusal.reason())
                    .isIn(EnumSet.of(FailureReason.MODEL_UNREADABLE, FailureReason.MODEL_UNSUPPORTED));
        } catch (RuntimeException | Error escaped) {
            fail("Mutation " + mutation + " let an untyped error out", escaped);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("mutation " + mutation)
                .isLessThan(LONGEST);
    }
}
