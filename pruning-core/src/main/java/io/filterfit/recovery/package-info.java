/**
 * Brings back what a cut cost, without training (algorithm section 5).
 *
 * <p>{@link io.filterfit.recovery.Reconstruction} refits the layers that lost inputs by least squares, {@link
 * io.filterfit.recovery.BatchNormRecalibration} measures running statistics anew, both on unlabelled calibration images, and {@link
 * io.filterfit.recovery.Recovery} keeps of these, or of both or neither, what classifies a validation split best. Each returns a new
 * graph and leaves those it is given as they are.
 *
 * <p>Both walk the networks layer by layer and hold, of all calibration images, the activations that are still to be read. How many
 * images that allows is settled beforehand ({@link io.filterfit.recovery.CalibrationImages}), so memory is bounded whatever the network.
 */
package io.filterfit.recovery;
