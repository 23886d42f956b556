package io.filterfit.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A process of its own that starts a stack, prints its children and waits, so that tests can end it in any way. */
final class StackOwner {

    private static final String CHILDREN = "children ";

    private StackOwner() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedStack stack = EmbeddedStack.start(StackOptions.in(Path.of(arguments[0])));
        System.out.println(CHILDREN
                + String.join(
                        ",", stack.processes().stream().map(String::valueOf).toList()));
        Thread.sleep(120_000);
    }

    static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StackOwner.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
    }

    static List<Long> awaitChildren(Process owner) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(CHILDREN)) {
                return Arrays.stream(line.substring(CHILDREN.length()).split(","))
                        .map(Long::valueOf)
                        .toList();
            }
            seen.append(line).append('\n');
        }
        throw new IllegalStateException("the owner of the stack ended early:\n" + seen);
    }
}
