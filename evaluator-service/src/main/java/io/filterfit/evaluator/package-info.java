/** The evaluator: measures the last round against the submitted network and reports; between rounds it only hands on. */
package io.filterfit.evaluator;
