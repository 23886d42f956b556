package io.filterfit.cli;

import io.filterfit.cli.pipeline.DeadLetter;
import io.filterfit.cli.pipeline.DeadLetters;
import io.filterfit.spec.Checks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What no service could make sense of. */
@Command(
        name = "dead-letters",
        description = "Show the messages that no service could make sense of, or send them again.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DeadLettersCommand.ListLetters.class, DeadLettersCommand.Replay.class},
        mixinStandardHelpOptions = true)
final class DeadLettersCommand {

    /** A letter for machines; what it does not say is null. */
    record Letter(
            String id,
            Instant time,
            String topic,
            Integer partition,
            Long offset,
            String key,
            String stage,
            String reason,
            String stack,
            int bytes,
            Instant replayed) {

        static Letter of(DeadLetter letter) {
            byte[] value = letter.message().value();
            return new Letter(
                    letter.id(),
                    letter.time(),
                    letter.topic(),
                    letter.partition(),
                    letter.offset(),
                    letter.key(),
                    letter.stage(),
                    letter.reason(),
                    letter.stack(),
                    value == null ? 0 : value.length,
                    letter.replayed());
        }
    }

    private static String table(List<DeadLetter> letters) {
        TextTable table = new TextTable("id", "time", "topic", "offset", "key", "stage", "replayed", "reason");
        for (DeadLetter letter : letters) {
            table.row(
                    letter.id(),
                    letter.time(),
                    shown(letter.topic()),
                    shown(letter.offset()),
                    shown(letter.key()),
                    shown(letter.stage()),
                    shown(letter.replayed()),
                    shown(letter.reason()));
        }
        return table.toString();
    }

    /** Keys and reasons may quote what anybody sent. */
    private static String shown(Object value) {
        String text = value == null ? "-" : value.toString().replaceAll("\\p{Cntrl}", "?");
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }

    /** Shows all of them. */
    @Command(
            name = "list",
            description = "Show the dead letters, the oldest first; with --json also their stacks.",
            mixinStandardHelpOptions = true)
    static final class ListLetters implements Callable<Integer> {

        @Mixin
        private Output output;

        @Mixin
        private ConnectionOptions connection;

        /** The outcome for machines. */
        record Listed(List<Letter> letters) {}

        @Override
        public Integer call() {
            List<DeadLetter> letters = new DeadLetters(connection.address()).all();
            output.line(letters.isEmpty() ? "no dead letters" : table(letters));
            output.result(new Listed(letters.stream().map(Letter::of).toList()));
            return 0;
        }
    }

    /** Sends some of them again. */
    @Command(
            name = "replay",
            description = {
                "Send dead letters again to the topics that they came on, key and value as they were.",
                "One that was sent again before is passed by; if it dies once more, that is a letter of its own."
            },
            mixinStandardHelpOptions = true)
    static final class Replay implements Callable<Integer> {

        @Mixin
        private Output output;

        @Mixin
        private ConnectionOptions connection;

        @Parameters(paramLabel = "ID", arity = "0..*", description = "Which, as 'dead-letters list' names them.")
        private List<String> ids = new ArrayList<>();

        @Option(names = "--all", description = "All that were not sent again yet.")
        private boolean all;

        @Option(names = "--dry-run", description = "Only show what would be sent.")
        private boolean dryRun;

        /** The outcome for machines. */
        record Replayed(boolean dryRun, List<Letter> letters, List<Letter> replayedBefore) {}

        @Override
        public Integer call() {
            if (all == !ids.isEmpty()) {
                throw Checks.invalid("say which dead letters: their ids, or --all");
            }
            DeadLetters deadLetters = new DeadLetters(connection.address());
            List<DeadLetter> wanted = wanted(deadLetters.all());
            List<DeadLetter> before =
                    wanted.stream().filter(letter -> letter.replayed() != null).toList();
            List<DeadLetter> now =
                    wanted.stream().filter(letter -> letter.replayed() == null).toList();
            if (!dryRun) {
                deadLetters.replay(now);
            }
            tell(before, now);
            output.result(new Replayed(
                    dryRun,
                    now.stream().map(Letter::of).toList(),
                    all ? List.of() : before.stream().map(Letter::of).toList()));
            return 0;
        }

        private List<DeadLetter> wanted(List<DeadLetter> letters) {
            if (all) {
                return letters;
            }
            return ids.stream()
                    .distinct()
                    .map(id -> letters.stream()
                            .filter(letter -> letter.id().equals(id))
                            .findFirst()
                            .orElseThrow(() -> Checks.invalid(
                                    "there is no dead letter " + id + "; 'filterfit dead-letters list' shows them")))
                    .toList();
        }

        private void tell(List<DeadLetter> before, List<DeadLetter> now) {
            if (!now.isEmpty()) {
                output.line(table(now));
            }
            if (!all) {
                before.forEach(letter ->
                        output.line("dead letter " + letter.id() + " was sent again at " + letter.replayed()));
            }
            output.line(
                    now.isEmpty()
                            ? "nothing to send"
                            : (dryRun ? "would send " : "sent ") + now.size() + " of them again"
                                    + (dryRun ? "; leave --dry-run out to do it" : ""));
        }
    }
}
