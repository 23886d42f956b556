package io.filterfit.training;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.spec.TrainingSpec;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/** The batch of each step, built ahead as long as the steps follow one another. */
final class BatchFeed implements AutoCloseable {

    private final TrainingSpec spec;
    private final long seed;
    private final ImageSplit images;
    private final CNN2DFormat layout;
    private final int stepsPerEpoch;
    private BatchProducer producer;
    private int next = -1;

    BatchFeed(TrainingSpec spec, long seed, ImageSplit images, CNN2DFormat layout) {
        this.spec = spec;
        this.seed = seed;
        this.images = images;
        this.layout = layout;
        this.stepsPerEpoch = BatchPlan.steps(images.size(), spec.batchSize());
    }

    /**
     * @param step over all epochs, from 0
     * @return to be closed by the caller
     */
    Batch of(int step) throws InterruptedException, TimeoutException {
        int inEpoch = step % stepsPerEpoch;
        if (step != next || inEpoch == 0) {
            close();
            BatchPlan plan = BatchPlan.of(images.size(), spec.augment(), seed, step / stepsPerEpoch + 1);
            int epochStart = step - inEpoch;
            producer = new BatchProducer(
                    images, layout, plan, spec.batchSize(), inEpoch, (batch, size) -> Optional.ofNullable(spec.mixup())
                            .map(mixup -> Mixing.of(mixup, seed, epochStart + batch, size)));
        }
        next = step + 1;
        return producer.next();
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
