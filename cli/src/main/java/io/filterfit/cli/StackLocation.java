package io.filterfit.cli;

/** Where the embedded stack of this directory keeps its data, unless it is told otherwise. */
final class StackLocation {

    static final String DEFAULT_DIRECTORY = ".filterfit";

    private StackLocation() {}
}
