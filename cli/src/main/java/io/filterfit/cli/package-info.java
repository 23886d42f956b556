/**
 * The {@code filterfit} command.
 *
 * <p>Contract of every command: what a person wants to read goes to standard output, progress and warnings to standard
 * error. With {@code --json} standard output ends in one line that is one JSON object and nothing else goes there before
 * it that is not for machines. Exit status 0 means that what was asked for was done; 2 that the command line does not say
 * something valid; 1 anything else. An error is one line on standard error that says what was wrong and what to do.
 */
package io.filterfit.cli;
