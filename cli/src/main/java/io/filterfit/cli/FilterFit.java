package io.filterfit.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command and the program's entry point. */
@Command(
        name = "filterfit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Compresses convolutional networks by filter pruning via distribution fitting.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            SubmitCommand.class,
            WatchCommand.class,
            StatusCommand.class,
            CancelCommand.class,
            DeadLettersCommand.class,
            GcCommand.class,
            ReportCommand.class,
            PruneCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            InspectCommand.class,
            ConvertCommand.class,
            ApplyCommand.class,
            DatasetCommand.class
        })
public final class FilterFit {

    private FilterFit() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.ofProcess()).execute(arguments));
    }

    static CommandLine commandLine(Terminal terminal) {
        Failures failures = new Failures(terminal);
        return new CommandLine(new FilterFit(), new CommandFactory(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(failures::invalidCommandLine)
                .setExecutionExceptionHandler(failures::failed);
    }
}
