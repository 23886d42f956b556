/**
 * The families of networks that must survive the whole way: ONNX in, cut, ONNX out, with ONNX Runtime as the judge at both ends.
 *
 * <p>Their files hold structure only; {@code export.py} beside them made them of torchvision's networks.
 */
package io.filterfit.benchmarks.families;
