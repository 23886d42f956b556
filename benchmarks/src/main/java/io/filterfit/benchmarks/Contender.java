package io.filterfit.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One of those that are compared.
 *
 * @param entrant who it is
 * @param command of a process that prints a line as {@link Rate#line} has it
 * @param environment added to this process's own
 * @param withoutEnvironment variables that are taken out of it
 */
record Contender(
        Entrant entrant, List<String> command, Map<String, String> environment, List<String> withoutEnvironment) {

    private static final int LINES_SHOWN = 15;

    Rate run(long limitSeconds) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        withoutEnvironment.forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        Thread limit = new Thread(() -> end(process, limitSeconds), "limit");
        limit.setDaemon(true);
        limit.start();
        Deque<String> last = new ArrayDeque<>();
        Rate rate = null;
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                rate = Rate.isLine(line) ? Rate.parse(line) : rate;
                last.add(line);
                if (last.size() > LINES_SHOWN) {
                    last.poll();
                }
            }
        } finally {
            limit.interrupt();
            process.destroy();
        }
        if (process.waitFor() != 0 || rate == null) {
            throw new IOException(entrant + " failed:\n" + String.join("\n", last));
        }
        return rate;
    }

    private static void end(Process process, long limitSeconds) {
        try {
            if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException finished) {
            Thread.currentThread().interrupt();
        }
    }
}
