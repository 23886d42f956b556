/**
 * Builds the container images of the services without a container engine, with Jib: a base with Java, the service as Maven packaged it, and
 * the JVM options and allocator settings that every process of the project is started with.
 */
package io.filterfit.deploy.image;
