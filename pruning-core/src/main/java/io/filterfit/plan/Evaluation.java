package io.filterfit.plan;

/**
 * One cut network that was measured in search of a target.
 *
 * @param filterReduction share of the filters of all groups in scope that were removed
 * @param flopsReduction share of the multiply-accumulates that were removed
 * @param measured what the target is about: the drop of accuracy, or the share of the latency that was saved
 * @param met whether the target was met
 */
public record Evaluation(double filterReduction, double flopsReduction, double measured, boolean met) {}
