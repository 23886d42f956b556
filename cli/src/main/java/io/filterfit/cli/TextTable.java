package io.filterfit.cli;

import java.util.ArrayList;
import java.util.List;

/** A table in plain text; columns that hold numbers are aligned to the right. */
final class TextTable {

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] rightAligned;

    TextTable(String... header) {
        rightAligned = new boolean[header.length];
        rows.add(header);
    }

    void row(Object... cells) {
        String[] texts = new String[cells.length];
        for (int column = 0; column < cells.length; column++) {
            Object cell = cells[column];
            boolean number = cell instanceof Number;
            texts[column] = number ? "%,d".formatted(((Number) cell).longValue()) : String.valueOf(cell);
            rightAligned[column] |= number || texts[column].matches("-?[0-9][0-9.,]*( %)?");
        }
        rows.add(texts);
    }

    @Override
    public String toString() {
        int[] widths = new int[rightAligned.length];
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                String padding = " ".repeat(widths[column] - row[column].length());
                line.append(rightAligned[column] ? padding + row[column] : row[column] + padding)
                        .append("  ");
            }
            table.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return table.toString();
    }
}
