package io.filterfit.service;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.NetworkInput;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;

/** Networks that classify the images of a data set, from the store. */
public final class Classifiers {

    private Classifiers() {}

    /**
     * Downloads and reads a network. If it does not say how large its images are, it is told: as large as those of the data
     * set.
     *
     * @throws io.filterfit.spec.CompressionException MODEL_UNREADABLE, MODEL_UNSUPPORTED, or DATASET_UNREADABLE if the network and the data
     *     set are not for each other
     */
    public static Network fetch(StageContext context, ArtifactReference reference, ImageDataset dataset) {
        return NetworkInput.fit(Networks.read(context.fetch(reference)), dataset);
    }
}
