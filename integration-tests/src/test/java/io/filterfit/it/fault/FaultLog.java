package io.filterfit.it.fault;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/** One record of each fault, with a line for each time that it was met. Written where {@code filterfit.faults.records} says, else not. */
final class FaultLog {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DIRECTORY = System.getProperty("filterfit.faults.records", "");
    private static final String COMMIT = System.getProperty("filterfit.faults.commit", "");

    private FaultLog() {}

    /**
     * @param fault what broke
     * @param where in whose hands, and when
     * @param jobs that were under way
     * @param outcome {@code completed} or the reason of the failure
     * @param bitEqual whether the results are those of an undisturbed run; null where there are none
     * @param seconds from the fault to the last outcome
     */
    static synchronized void met(String fault, String where, int jobs, String outcome, Boolean bitEqual, double seconds)
            throws IOException {
        if (DIRECTORY.isEmpty()) {
            return;
        }
        var file = Path.of(DIRECTORY)
                .resolve((fault + " " + where).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".json");
        Files.createDirectories(file.getParent());
        var record = Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : JSON.createObjectNode();
        if (!COMMIT.equals(record.path("commit").asText())) {
            record.removeAll();
        }
        record.put("fault", fault).put("where", where).put("commit", COMMIT);
        record.set("machine", machine());
        record.withArray("met")
                .addObject()
                .put("time", Instant.now().toString())
                .put("jobs", jobs)
                .put("outcome", outcome)
                .put("bitEqual", bitEqual)
                .put("seconds", Math.round(10 * seconds) / 10.0);
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(record) + "\n");
    }

    private static ObjectNode machine() throws IOException {
        var processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse(System.getProperty("os.arch"));
        return JSON.createObjectNode()
                .put("processor", processor)
                .put("processors", Runtime.getRuntime().availableProcessors());
    }
}
