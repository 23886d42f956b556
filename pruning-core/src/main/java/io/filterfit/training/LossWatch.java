package io.filterfit.training;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether training goes wrong by the losses of its last steps: at once if one is no finite number, and if the median of
 * the last {@value #NOW} is more than {@value #FACTOR} times what is usual. Usual is the median of the last {@value #BEFORE}, and never
 * less than the loss of guessing. A single bad batch, or a network that was cut so hard that it begins far above
 * guessing, is no explosion.
 */
final class LossWatch {

    private static final int NOW = 5;
    private static final int BEFORE = 50;
    private static final double FACTOR = 5;

    private final double guessing;
    private final Deque<Double> recent = new ArrayDeque<>();

    /** @param guessing what an image costs that is guessed, see {@link Objective#ofGuessing} */
    LossWatch(double guessing) {
        this.guessing = guessing;
    }

    /**
     * @param loss mean of a step, in nats
     * @return what is wrong, for people
     */
    Optional<String> problemWith(double loss) {
        if (!Double.isFinite(loss)) {
            return Optional.of("the loss is no longer a number");
        }
        recent.addLast(loss);
        if (recent.size() > BEFORE) {
            recent.removeFirst();
        }
        List<Double> losses = recent();
        double now = median(losses.subList(Math.max(0, losses.size() - NOW), losses.size()));
        double usual = Math.max(guessing, median(losses));
        return now > FACTOR * usual
                ? Optional.of("the loss has risen to %.4g nats where %.4g is usual".formatted(now, usual))
                : Optional.empty();
    }

    /** What it goes by, oldest first. */
    List<Double> recent() {
        return List.copyOf(recent);
    }

    void restore(Collection<Double> losses) {
        recent.clear();
        recent.addAll(losses);
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
