/** How long groups, analysis, plan and surgery take, beside Torch-Pruning, and what they need for very many filters. */
package io.filterfit.benchmarks.scale;
