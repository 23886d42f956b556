package io.filterfit.benchmarks;

/**
 * What one process measured, in images per second.
 *
 * @param training NaN where not measured
 * @param inference NaN where not measured
 */
record Rate(double training, double inference) {

    private static final String PREFIX = "RATE ";

    /** How a process tells the benchmark, as one line of its output. */
    String line() {
        return PREFIX + training + " " + inference;
    }

    static boolean isLine(String line) {
        return line.startsWith(PREFIX);
    }

    static Rate parse(String line) {
        String[] parts = line.substring(PREFIX.length()).strip().split(" ");
        return new Rate(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    }
}
