package io.filterfit.report;

/**
 * Wall time of one stage.
 *
 * @param round from 1
 * @param stage for instance {@code trainer}
 */
public record StageTime(int round, String stage, double seconds) {}
