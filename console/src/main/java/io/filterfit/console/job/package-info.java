/**
 * What the topics tell of jobs. {@link io.filterfit.console.job.Jobs} reads them from their beginning at every start; what it comes to depends
 * on the messages alone, not on the order in which the topics are read, so that all replicas come to the same.
 */
package io.filterfit.console.job;
