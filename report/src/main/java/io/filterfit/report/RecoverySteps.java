package io.filterfit.report;

/**
 * Top-1 accuracy on the validation split, in [0, 1], after each step that needs no training; null where a step was left out
 * or not measured.
 *
 * @param cut straight after the surgery
 * @param reconstruction after the consumers of pruned groups were refitted by least squares
 * @param recalibration after batch-norm statistics were recomputed on top of that
 * @param recalibrationKept whether the recomputed statistics scored better, and were kept
 */
public record RecoverySteps(Double cut, Double reconstruction, Double recalibration, boolean recalibrationKept) {}
