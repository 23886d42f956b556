/** The trainer: fine-tunes what was cut. */
package io.filterfit.trainer;
