package io.filterfit.training;

import io.filterfit.dataset.ImageEncoder;
import io.filterfit.dataset.ImageSplit;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/** Builds the batches of one epoch, or of what is left of it, on a thread of its own, a few ahead of the training. */
final class BatchProducer implements AutoCloseable {

    private static final int AHEAD = 3;
    private static final long LIMIT_SECONDS = 300;

    private final BlockingQueue<Object> ready = new ArrayBlockingQueue<>(AHEAD);
    private final ImageSplit images;
    private final CNN2DFormat layout;
    private final BatchPlan plan;
    private final int batchSize;
    private final int first;
    private final MixingPlan mixing;
    private final Thread thread;

    /**
     * @param first the batch to begin with, from 0
     * @param mixing what is mixed into each batch
     */
    BatchProducer(ImageSplit images, CNN2DFormat layout, BatchPlan plan, int batchSize, int first, MixingPlan mixing) {
        this.images = images;
        this.layout = layout;
        this.plan = plan;
        this.batchSize = batchSize;
        this.first = first;
        this.mixing = mixing;
        this.thread = new Thread(this::produce, "batch-producer");
        thread.setDaemon(true);
        thread.start();
    }

    /** What is mixed into the batches of an epoch. */
    @FunctionalInterface
    interface MixingPlan {

        /** @param batch from 0 */
        Optional<Mixing> of(int batch, int size);
    }

    /** The next batch; to be closed by the caller. */
    Batch next() throws InterruptedException, TimeoutException {
        Object next = ready.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (next instanceof Batch batch) {
            return batch;
        }
        if (next instanceof Throwable failure) {
            throw new IllegalStateException("a batch could not be built", failure);
        }
        throw new TimeoutException("no batch within " + LIMIT_SECONDS + " s");
    }

    private void produce() {
        try {
            ImageEncoder encoder = new ImageEncoder(images, layout);
            float[] values = new float[batchSize * images.shape().values()];
            for (int start = first * batchSize; start < images.size(); start += batchSize) {
                ready.put(batch(encoder, values, start, Math.min(batchSize, images.size() - start)));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error failure) {
            ready.offer(failure);
        }
    }

    private Batch batch(ImageEncoder encoder, float[] values, int start, int size) {
        int imageValues = images.shape().values();
        float[] exact = size == batchSize ? values : new float[size * imageValues];
        int[] indices = Arrays.copyOfRange(plan.order(), start, start + size);
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            int image = indices[i];
            labels[i] = images.label(image);
            encoder.encode(
                    image,
                    plan.down()[start + i],
                    plan.right()[start + i],
                    plan.flip()[start + i],
                    exact,
                    i * imageValues);
        }
        Optional<Mixing> mixed = mixing.of(start / batchSize, size);
        return new Batch(
                encoder.array(mixed.map(with -> with.mix(exact, imageValues)).orElse(exact), size),
                indices,
                labels,
                mixed.map(with -> with.mixture(labels)),
                Optional.empty());
    }

    @Override
    public void close() {
        thread.interrupt();
        for (Object left = ready.poll(); left != null; left = ready.poll()) {
            if (left instanceof Batch batch) {
                batch.close();
            }
        }
    }
}
