package io.filterfit.it;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** FilterFit's own metrics, read from what services expose to Prometheus, as rows of a table in Markdown. */
final class MetricFamilies {

    private static final Pattern SAMPLE = Pattern.compile("(filterfit_\\w+?)(_bucket|_count|_sum)?(\\{.*})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> meanings = new HashMap<>();
    private final Map<String, TreeSet<String>> labels = new TreeMap<>();

    private MetricFamilies() {}

    /** @param expositions what each service answers */
    static Collection<String> rows(Collection<String> expositions) {
        var families = new MetricFamilies();
        expositions.forEach(exposition -> exposition.lines().forEach(families::read));
        return families.labels.keySet().stream()
                // Beside the sum and the count of everything that has them; one sentence says so.
                .filter(name -> !name.endsWith("_max"))
                .map(families::row)
                .toList();
    }

    private void read(String line) {
        var words = line.split(" ", 4);
        if (line.startsWith("# HELP filterfit_")) {
            meanings.put(words[2], words[3].strip());
        } else if (line.startsWith("# TYPE filterfit_")) {
            types.put(words[2], words[3]);
        } else if (line.startsWith("filterfit_")) {
            var sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new AssertionError("not understood: " + line);
            }
            var name = types.containsKey(sample.group(1))
                    ? sample.group(1)
                    : line.substring(0, line.indexOf('{') < 0 ? line.indexOf(' ') : line.indexOf('{'));
            var found = labels.computeIfAbsent(name, key -> new TreeSet<>());
            LABEL.matcher(String.valueOf(sample.group(3)))
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !label.equals("le"))
                    .forEach(found::add);
        }
    }

    private String row(String name) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        name,
                        types.get(name),
                        labels.get(name).stream()
                                .map(label -> "`" + label + "`")
                                .collect(Collectors.joining(", ")),
                        meanings.get(name));
    }
}
