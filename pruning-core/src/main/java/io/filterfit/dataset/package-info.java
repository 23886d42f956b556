/**
 * Labelled images to train and measure with, kept as bytes: where they come from, how they are cached, split and turned into the
 * floats that a network takes.
 *
 * <p>Contract: {@link io.filterfit.dataset.Datasets} opens a data set by name or path and fetches what is not there yet;
 * whatever cannot be opened is a {@link io.filterfit.spec.CompressionException} of reason {@code DATASET_UNKNOWN} or
 * {@code DATASET_UNREADABLE}. An {@link io.filterfit.dataset.ImageDataset} and its {@link io.filterfit.dataset.ImageSplit}s
 * are immutable and may be read from any number of threads. Which images are held out for validation depends on the data set
 * alone, so that no run trains on what another one validates with.
 */
package io.filterfit.dataset;
