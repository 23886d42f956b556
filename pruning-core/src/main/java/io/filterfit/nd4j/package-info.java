/**
 * The native runtime under ND4J: what device computes, which build of its library is loaded, whether its oneDNN layer helpers are on, how many
 * threads compute, and whether the allocator keeps its pages. Left to their defaults these cost a factor of ten.
 *
 * <p>Contract: {@link io.filterfit.nd4j.NativeRuntime#prepare()} runs by itself before ND4J loads its natives, in
 * whatever JVM this module is on the class path of ({@code BackendSelector}); it changes nothing that the user has set.
 * {@link io.filterfit.nd4j.NativeRuntime#start()} loads ND4J and says what is in force.
 * {@link io.filterfit.nd4j.ChildJvm} is what to start other JVMs with; the launcher, the container files and the tests
 * read the same two resources, {@code jvm.options} and {@code allocator.env}.
 */
package io.filterfit.nd4j;
