package io.filterfit.report;

/**
 * A report as part of another page, which has to bring the {@link ReportAsset assets}.
 *
 * @param title what came of it in a few words
 * @param verdict the same in one or two sentences
 * @param target whether the target was met, as a sentence
 * @param html sections for the page's main element; everything in it that comes from elsewhere is escaped
 */
public record ReportFragment(String title, String verdict, String target, boolean targetMet, String html) {}
