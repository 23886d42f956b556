package io.filterfit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import picocli.CommandLine.Option;

/** What a command says: to a person, or with {@code --json} to a machine. */
final class Output {

    static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Terminal terminal;

    @Option(
            names = "--json",
            description = "End standard output with one line that is one JSON object; all else goes to standard error.")
    private boolean json;

    Output(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A line for a person. */
    void line(String text) {
        (json ? terminal.err() : terminal.out()).println(text);
    }

    /** A line about what is going on. */
    void progress(String text) {
        terminal.err().println(text);
    }

    /** The outcome for a machine; said only where {@code --json} asks for it. */
    void result(Object outcome) {
        if (json) {
            terminal.out().println(toJson(outcome));
            terminal.out().flush();
        }
    }

    /** Progress by stage, as bars where they can be drawn. */
    StageProgress stages() {
        return StageProgress.on(terminal);
    }

    static String toJson(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass().getName() + " cannot be written as JSON", e);
        }
    }
}
