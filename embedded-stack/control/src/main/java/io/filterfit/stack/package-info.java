/**
 * The pipeline on one machine: an Apache Kafka broker, an S3-compatible store and the FilterFit services, each a process
 * of its own under one directory.
 *
 * <p>{@link io.filterfit.stack.EmbeddedStack} starts them, says where they listen, and ends exactly those that it
 * started: when it is closed, when this JVM ends, and, through the children's lifeline, when this JVM is killed. Data
 * stays in the directory, so a stack can be started on it again. Everything listens on the loopback interface only.
 *
 * <p>Another process finds a running stack through {@link io.filterfit.stack.StackConnection#find}.
 */
package io.filterfit.stack;
