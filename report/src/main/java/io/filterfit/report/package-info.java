/**
 * What a compression did, for people and for programs: one model, {@link io.filterfit.report.CompressionReport}, and its three
 * forms, all behind {@link io.filterfit.report.Reports}: {@code report.json}, which reads back to the same model; {@code
 * report.html}, one page that holds everything it needs and loads nothing; and a table for the terminal.
 *
 * <p>Contract: whatever was not measured is null (or an empty list) and left out of every form. Nothing in a report is
 * trusted: names of layers and models come from files of strangers, and are escaped wherever they are written.
 */
package io.filterfit.report;
