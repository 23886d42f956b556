/**
 * Benchmarks. Each contender runs in a process of its own, set up as its users would have it; contenders take turns, several
 * rounds, so that whatever else the machine does meets all alike; the median counts; the record names the machine and the command.
 */
package io.filterfit.benchmarks;
