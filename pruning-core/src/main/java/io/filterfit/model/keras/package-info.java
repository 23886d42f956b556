/**
 * Keras models, of Keras 2 and 3, as networks.
 *
 * <p>{@code KerasModel} is the configuration as it stands in the file; {@code Translator} draws each of its layers up in the terms of ONNX,
 * with the weights that {@code WeightSource} finds. No class that a file names is ever loaded, and nothing is unpickled.
 */
package io.filterfit.model.keras;
