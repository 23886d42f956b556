/**
 * Activation functions that Deeplearning4j lacks or has only with other constants.
 *
 * <p>They are ordinary activation functions: saved in a network's JSON under their class names, and usable in any layer. None has
 * parameters that are trained.
 */
package io.filterfit.model.activation;
