/**
 * The main class of the embedded Kafka broker's process. It runs Apache Kafka unchanged, in KRaft mode, as broker and
 * controller in one; everything it is told comes from a {@code server.properties} file as Kafka knows it.
 */
package io.filterfit.stack.broker;
