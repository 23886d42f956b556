/** Many tiny jobs through the whole pipeline on one machine: real broker, real store, the four services in processes of their own. */
package io.filterfit.benchmarks.load;
