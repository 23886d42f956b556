package io.filterfit.report;

import io.filterfit.report.Comparison.Row;
import io.filterfit.report.Comparison.Section;
import java.util.List;
import java.util.function.Function;

/** The comparison in plain text: labels to the left, numbers to the right, a headed block for each section. */
final class ComparisonTable {

    private static final String GAP = "   ";

    private final Comparison comparison;
    private final StringBuilder text = new StringBuilder();

    private ComparisonTable(Comparison comparison) {
        this.comparison = comparison;
    }

    static String render(Comparison comparison) {
        return new ComparisonTable(comparison).render();
    }

    private String render() {
        List<Row> rows = comparison.sections().stream()
                .flatMap(section -> section.rows().stream())
                .toList();
        int titles = comparison.sections().stream()
                .mapToInt(section -> section.title().length())
                .max()
                .orElse(0);
        int[] widths = {
            Math.max(titles, 2 + width(rows, Row::label)),
            Math.max("before".length(), width(rows, Row::before)),
            Math.max("after".length(), width(rows, Row::after)),
            width(rows, Row::change)
        };
        line(widths, "", "before", "after", "");
        for (Section section : comparison.sections()) {
            text.append(section.title()).append('\n');
            for (Row row : section.rows()) {
                line(widths, "  " + row.label(), row.before(), row.after(), row.change());
            }
        }
        return text.toString();
    }

    private void line(int[] widths, String label, String... numbers) {
        StringBuilder line = new StringBuilder(label).append(" ".repeat(widths[0] - label.length()));
        for (int i = 0; i < numbers.length; i++) {
            line.append(GAP).append(right(widths[i + 1], numbers[i]));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static String right(int width, String value) {
        return " ".repeat(width - value.length()) + value;
    }

    private static int width(List<Row> rows, Function<Row, String> column) {
        return rows.stream().mapToInt(row -> column.apply(row).length()).max().orElse(0);
    }
}
