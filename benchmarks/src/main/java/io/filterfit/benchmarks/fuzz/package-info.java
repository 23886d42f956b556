/** Feeds the readers of model files with files that are broken in many ways, repeatably. */
package io.filterfit.benchmarks.fuzz;
