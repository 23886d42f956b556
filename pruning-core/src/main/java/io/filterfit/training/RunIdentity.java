package io.filterfit.training;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.model.Fingerprint;
import io.filterfit.onednn.CompiledPasses;
import io.filterfit.spec.TrainingSpec;

/** Tells training runs apart: two of the same identity take the same steps. */
final class RunIdentity {

    private RunIdentity() {}

    /**
     * The SHA-256 of all that a run depends on, the precision that this process computes in included; the images by their shape,
     * normalisation and labels.
     *
     * @param task with the network as it is before the first step
     */
    static String of(TrainingSpec spec, long seed, TrainingTask task) {
        Fingerprint fingerprint = new Fingerprint()
                .add(spec + " " + seed + " " + task.softCut() + " " + CompiledPasses.precision() + " ");
        add(fingerprint, task.images().training());
        add(fingerprint, task.images().validation());
        fingerprint.add(task.network());
        task.teacher().ifPresent(fingerprint::add);
        return fingerprint.hex();
    }

    private static void add(Fingerprint fingerprint, ImageSplit images) {
        fingerprint.add(
                images.size() + " " + images.shape() + " " + images.classes() + " " + images.normalisation() + " ");
        byte[] labels = new byte[images.size()];
        for (int image = 0; image < labels.length; image++) {
            labels[image] = (byte) images.label(image);
        }
        fingerprint.add(labels);
    }
}
