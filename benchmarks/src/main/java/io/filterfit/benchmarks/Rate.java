package io.filterfit.benchmarks;

/**
 * What one process measured, in images per second.
 *
 * @param setup what it was measured with: libraries, threads, allocator
 */
record Rate(double training, double inference, String setup) {

    private static final String PREFIX = "RATE ";

    /** How a process tells the benchmark, as one line of its output. */
    String line() {
        return PREFIX + training + " " + inference + " " + setup;
    }

    static boolean isLine(String line) {
        return line.startsWith(PREFIX);
    }

    static Rate parse(String line) {
        String[] parts = line.substring(PREFIX.length()).strip().split(" ", 3);
        return new Rate(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), parts[2]);
    }
}
