package io.filterfit.dataset;

/**
 * The training split of a data set, divided.
 *
 * @param training what is trained on
 * @param validation chooses the checkpoint and drives every decision; never trained on
 */
public record TrainingSplits(ImageSplit training, ImageSplit validation) {}
