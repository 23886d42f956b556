/**
 * Networks on oneDNN 3 (JavaCPP's preset), whole passes at a time. Deeplearning4j goes to its own, older oneDNN layer by layer, and lays
 * every tensor out anew on the way in and out; here a network is compiled once for a shape of batch:
 *
 * <ol>
 *   <li>{@link io.filterfit.onednn.GraphReader} translates it to a {@link io.filterfit.onednn.Graph} of {@link
 *       io.filterfit.onednn.Operation operations},
 *   <li>{@link io.filterfit.onednn.Fusion} joins what the library does in one pass over the data,
 *   <li>each operation records its primitives on a {@link io.filterfit.onednn.Workbench}, which plans the memory,
 *   <li>and {@link io.filterfit.onednn.TrainingProgram} or {@link io.filterfit.onednn.InferenceProgram} runs what was recorded.
 * </ol>
 *
 * <p>Contract: a program reads and writes the arrays of the network itself, which stays an ordinary Deeplearning4j network that can be
 * saved, loaded and run as before. A network with a layer that has no translation is refused as a whole. Programs are not for more
 * than one thread at a time.
 */
package io.filterfit.onednn;
