package io.filterfit.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one line, an exit status, and with {@code --json} an object that names the reason. */
final class Failures {

    private static final int FAILED = CommandLine.ExitCode.SOFTWARE;
    private static final int INVALID = CommandLine.ExitCode.USAGE;

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    int invalidCommandLine(ParameterException e, String[] arguments) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = oneLine(e.getMessage()) + suggestions(e) + "; see " + command + " --help";
        say(FailureReason.INVALID_REQUEST, message, List.of(arguments).contains("--json"));
        return INVALID;
    }

    int failed(Exception e, CommandLine command, ParseResult parsed) {
        boolean json = wantsJson(parsed);
        if (e instanceof CompressionException known && known.reason() != FailureReason.INTERNAL) {
            say(known.reason(), oneLine(known.getMessage()), json);
            return known.reason() == FailureReason.INVALID_REQUEST ? INVALID : FAILED;
        }
        say(FailureReason.INTERNAL, oneLine(String.valueOf(e)) + "; " + keepStackTrace(e), json);
        return FAILED;
    }

    private void say(FailureReason reason, String message, boolean json) {
        terminal.err().println("filterfit: " + message);
        if (json) {
            ObjectNode error = JsonNodeFactory.instance.objectNode();
            error.putObject("error").put("reason", reason.code()).put("message", message);
            terminal.out().println(error);
        }
    }

    private static String suggestions(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        List<String> similar = unmatched.getSuggestions();
        return similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
    }

    private static boolean wantsJson(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.hasMatchedOption("--json");
    }

    private static String keepStackTrace(Exception e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.createTempFile("filterfit-error-", ".log");
            Files.writeString(file, trace.toString());
            return "this is a defect of FilterFit; please report it with " + file;
        } catch (IOException unwritable) {
            return "this is a defect of FilterFit: " + oneLine(trace.toString());
        }
    }

    private static String oneLine(String message) {
        return String.join(
                " ", Arrays.stream(message.split("\\R")).map(String::strip).toList());
    }
}
