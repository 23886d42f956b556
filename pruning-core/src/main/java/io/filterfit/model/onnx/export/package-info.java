/**
 * Networks written as ONNX.
 *
 * <p>One small exporter per kind of vertex, layer, preprocessor and activation, found by exact class. Images are NCHW in the file,
 * whatever layout the network computes in; vectors keep the order of their features. Weights that see an image flattened in NHWC
 * are permuted.
 */
package io.filterfit.model.onnx.export;
