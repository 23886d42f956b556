/**
 * Compares the criteria: every one of them, in every mode, at every target, with every seed of a {@link
 * io.filterfit.benchmarks.criteria.Study}, all with the same training budget.
 *
 * <p>Each {@link io.filterfit.benchmarks.criteria.Cell} that is run leaves one record, a small JSON file; a cell that has one is not
 * run again, and one that was interrupted has none. Pages and plots are made of the records alone. Decisions and all accuracies on the
 * way are of the validation split; the test images are read once in a cell, as the last thing.
 */
package io.filterfit.benchmarks.criteria;
