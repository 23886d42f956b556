package io.filterfit.cli;

import io.filterfit.dataset.Datasets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Data sets on this machine. */
@Command(
        name = "dataset",
        description = "Fetch data sets.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = DatasetCommand.Fetch.class,
        mixinStandardHelpOptions = true)
final class DatasetCommand {

    /** Puts a known data set into the cache. */
    @Command(
            name = "fetch",
            description = "Download a data set into the cache, verify it, and say where it is.",
            mixinStandardHelpOptions = true)
    static final class Fetch implements Callable<Integer> {

        @Mixin
        private Output output;

        @Parameters(
                paramLabel = "NAME",
                arity = "0..1",
                defaultValue = "cifar10",
                description = "cifar10 or fashion-mnist (${DEFAULT-VALUE}).")
        private String name;

        @Override
        public Integer call() {
            Path directory;
            try (StageProgress stages = output.stages()) {
                directory = Datasets.ofUser().fetch(name, new FetchProgress(stages));
            }
            output.line(name + " is in " + directory);
            output.result(new Fetched(name, directory.toString()));
            return 0;
        }
    }

    record Fetched(String dataset, String directory) {}
}
