/**
 * What becomes of jobs when things break: real broker, real store, real services in processes of their own.
 *
 * <p>Faults are injected from outside. {@link io.filterfit.it.fault.StoreProxy} stands between services and store, sees every step of a
 * stage as the request that it makes, and can hold it there until its process is killed; broker and store are killed and started again as
 * they were. After each fault {@link io.filterfit.it.fault.Audit} looks at all that the broker and the store hold. Tests tagged
 * {@code long} are run by {@code benchmarks/faults.sh} only, which makes docs/results/faults.md of what {@link
 * io.filterfit.it.fault.FaultLog} wrote.
 */
package io.filterfit.it.fault;
