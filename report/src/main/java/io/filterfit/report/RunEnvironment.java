package io.filterfit.report;

import io.filterfit.nd4j.RuntimeFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What a compression ran on, so that its numbers can be repeated and compared.
 *
 * @param filterFit version of this software
 * @param java runtime, version and vendor
 * @param operatingSystem name, version and architecture
 * @param processor model name
 * @param processors that the JVM may use
 * @param arithmetic ND4J's side; null where no network was computed
 */
public record RunEnvironment(
        String filterFit,
        String java,
        String operatingSystem,
        String processor,
        int processors,
        RuntimeFacts arithmetic) {

    private static final Path PROCESSOR_FACTS = Path.of("/proc/cpuinfo");

    /** This JVM on this machine. */
    public static RunEnvironment current(RuntimeFacts arithmetic) {
        return new RunEnvironment(
                version(),
                System.getProperty("java.vm.name") + " " + Runtime.version() + " (" + System.getProperty("java.vendor")
                        + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                arithmetic);
    }

    static String version() {
        Properties properties = new Properties();
        try (InputStream in = RunEnvironment.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static String processorName() {
        try (Stream<String> lines = Files.lines(PROCESSOR_FACTS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException | UncheckedIOException e) {
            // Only Linux says; the architecture is known anywhere.
            return System.getProperty("os.arch");
        }
    }
}
