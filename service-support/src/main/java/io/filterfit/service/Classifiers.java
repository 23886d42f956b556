package io.filterfit.service;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.NetworkInput;
import io.filterfit.model.InputShape;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;

/** Networks that classify the images of a data set, from the store. */
public final class Classifiers {

    private Classifiers() {}

    /**
     * Downloads and reads a network. If it does not say how large its images are, it is told: as large as those of the data
     * set.
     *
     * @throws CompressionException MODEL_UNREADABLE, MODEL_UNSUPPORTED, or DATASET_UNREADABLE if the network and the data
     *     set are not for each other
     */
    public static Network fetch(StageContext context, ArtifactReference reference, ImageDataset dataset) {
        var network = Networks.read(context.fetch(reference));
        var input = NetworkInput.of(network.graph());
        input.check(dataset.train());
        var images = dataset.shape();
        var wanted = new InputShape(images.height(), images.width(), images.channels(), input.layout());
        var pinned = InputShape.of(network.graph());
        if (pinned.isEmpty()) {
            return network.with(wanted.pin(network.graph()));
        }
        if (!pinned.get().equals(wanted)) {
            throw new CompressionException(
                    FailureReason.DATASET_UNREADABLE,
                    "the network takes images of " + pinned.get().height() + "x"
                            + pinned.get().width() + "x" + pinned.get().channels() + ", data set " + dataset.name()
                            + " has " + images);
        }
        return network;
    }
}
