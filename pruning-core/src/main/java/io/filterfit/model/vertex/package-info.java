/**
 * Graph vertices that Deeplearning4j lacks or has only for one layout.
 *
 * <p>They are ordinary vertices: saved in the network's JSON under their class names, cloned, trained through. A network
 * that holds one needs this library on the class path to be loaded; a network built of stock layers never gains one.
 */
package io.filterfit.model.vertex;
