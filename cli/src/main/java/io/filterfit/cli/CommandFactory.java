package io.filterfit.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands and option groups; those that write get the terminal. */
final class CommandFactory implements IFactory {

    private final Terminal terminal;

    CommandFactory(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == Output.class) {
            return type.cast(new Output(terminal));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
