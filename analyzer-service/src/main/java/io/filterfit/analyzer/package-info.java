/** The analyzer: what there is to know of a network before it is cut. */
package io.filterfit.analyzer;
