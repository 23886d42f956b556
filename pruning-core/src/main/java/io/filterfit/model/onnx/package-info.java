/**
 * ONNX models as networks of Deeplearning4j.
 *
 * <p>A file is screened and parsed ({@link io.filterfit.model.onnx.ModelParser}), what is constant in it is computed and every value gets its
 * shape ({@code Folding}), groups of nodes that stand for one operation become one node ({@code Patterns}), and each node becomes layers
 * ({@code Operators}, {@code Assembly}). ONNX images are [n, c, h, w]; the network that comes of them is in NHWC, the layout in which
 * Deeplearning4j is fastest on CPUs, with every weight permuted to fit.
 */
package io.filterfit.model.onnx;
