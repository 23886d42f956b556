/**
 * Layers that Deeplearning4j lacks.
 *
 * <p>They are ordinary layers: saved in the network's JSON under their class names, cloned, trained. A network that holds one needs this
 * library on the class path to be loaded; a network built of stock layers never gains one.
 */
package io.filterfit.model.layer;
