package io.filterfit.evaluation;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.onednn.CompiledPasses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * How much of what pruning saves in arithmetic is saved in time, and where the rest is lost.
 *
 * <p>With R the ratio of the FLOPs, the pruned network should take 1/R of the time; what it takes beyond that is what it loses. The loss
 * is shared out among the layers: let c be milliseconds per multiply-accumulate of the whole original network and {@code x = milliseconds
 * - c * macs} what a layer takes beyond its share of the arithmetic; then a layer loses {@code x after - (x before) / R}. All layers together
 * lose what the network does, a layer that is only cut less than others loses nothing by it, and one that is slow for its
 * arithmetic and not cut does.
 *
 * @param batch images per pass
 * @param flopsRatio multiply-accumulates of the original network over those of the pruned one
 * @param timeRatio median latency of the original network over that of the pruned one
 * @param floatsPerVector that the processor computes at once; 0 where there are no layers
 * @param layers in the order in which they run; empty where they could not be measured
 * @param obstacle why layers could not be measured, for people; null where they were
 */
public record SpeedUp(
        int batch,
        double flopsRatio,
        double timeRatio,
        int floatsPerVector,
        List<LayerSpeedUp> layers,
        String obstacle) {

    /** The share of the ratio of the FLOPs that pruning is to bring in time. */
    public static final double WANTED = 0.75;

    /** Of the network's time: what takes less is not worth a cause of its own. */
    private static final double SMALL = 0.01;

    public SpeedUp {
        layers = layers == null ? List.of() : List.copyOf(layers);
    }

    /**
     * Times the layers of two networks in turn.
     *
     * @param latency of both networks, with the size of batch that layers are to be measured with
     */
    public static SpeedUp measure(
            ComputationGraph original, ComputationGraph pruned, ImageSplit images, Latency latency) {
        List<LayerCost> before = LayerCost.of(original);
        List<LayerCost> after = LayerCost.of(pruned);
        Optional<String> obstacle = CompiledPasses.obstacle(original).or(() -> CompiledPasses.obstacle(pruned));
        if (obstacle.isPresent()) {
            double flopsRatio = (double) macs(before) / macs(after);
            return new SpeedUp(latency.batch(), flopsRatio, latency.speedUp(), 0, List.of(), obstacle.get());
        }
        LayerTimes times = LayerTimes.interleaved(original, pruned, images, latency.batch(), latency.passes());
        return of(before, after, times, latency, CompiledPasses.floatsPerVector());
    }

    /** Brings together what layers of the same name cost and take. */
    static SpeedUp of(
            List<LayerCost> before, List<LayerCost> after, LayerTimes times, Latency latency, int floatsPerVector) {
        double flopsRatio = (double) macs(before) / macs(after);
        double pace = sum(times.original()) / macs(before);
        double small = SMALL * sum(times.pruned());
        Map<String, LayerCost> costsBefore = byName(before);
        Map<String, LayerCost> costsAfter = byName(after);
        Set<String> names = new LinkedHashSet<>(times.original().keySet());
        names.addAll(times.pruned().keySet());
        List<LayerSpeedUp> layers = new ArrayList<>();
        for (String name : names) {
            LayerCost was = costsBefore.getOrDefault(name, absent(name));
            LayerCost is = costsAfter.getOrDefault(name, absent(name));
            double took = times.original().getOrDefault(name, 0.0);
            double takes = times.pruned().getOrDefault(name, 0.0);
            double lost = takes - pace * is.macs() - (took - pace * was.macs()) / flopsRatio;
            layers.add(new LayerSpeedUp(
                    name,
                    is.type().isEmpty() ? was.type() : is.type(),
                    filters(was),
                    filters(is),
                    was.macs(),
                    is.macs(),
                    took,
                    takes,
                    lost,
                    lost > 0 ? cause(was, is, takes < small, floatsPerVector) : null));
        }
        return new SpeedUp(latency.batch(), flopsRatio, latency.speedUp(), floatsPerVector, layers, null);
    }

    private static LayerSpeedUp.Cause cause(LayerCost was, LayerCost is, boolean small, int floatsPerVector) {
        if (was.macs() == 0 && is.macs() == 0) {
            return LayerSpeedUp.Cause.MEMORY;
        }
        if (was.macs() == is.macs()) {
            return LayerSpeedUp.Cause.UNCUT;
        }
        if (is.convolution() && filters(is) % floatsPerVector != 0) {
            return LayerSpeedUp.Cause.PARTLY_FILLED_VECTORS;
        }
        return small ? LayerSpeedUp.Cause.SMALL : null;
    }

    /** The network's input, or a layer that the other network alone has. */
    private static LayerCost absent(String name) {
        return new LayerCost(name, "", List.of(), 0, 0, false);
    }

    private static long filters(LayerCost layer) {
        return layer.outputShape().isEmpty() ? 0 : layer.outputShape().get(0);
    }

    private static Map<String, LayerCost> byName(List<LayerCost> costs) {
        return costs.stream().collect(Collectors.toMap(LayerCost::layer, Function.identity()));
    }

    private static long macs(List<LayerCost> costs) {
        return costs.stream().mapToLong(LayerCost::macs).sum();
    }

    private static double sum(Map<String, Double> milliseconds) {
        return milliseconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** How much of the ratio of the FLOPs is kept as ratio of the times; 1 for all of it. */
    public double shareKept() {
        return timeRatio / flopsRatio;
    }

    /** Whether that is enough. */
    public boolean enough() {
        return shareKept() >= WANTED;
    }

    /** Those that lose time, the most first. */
    public List<LayerSpeedUp> losers() {
        return layers.stream()
                .filter(layer -> layer.lost() > 0)
                .sorted(Comparator.comparingDouble(LayerSpeedUp::lost).reversed())
                .toList();
    }

    /** A layer's part of all that layers lose, 0 to 1; 0 for one that loses nothing. */
    public double shareOfLoss(LayerSpeedUp layer) {
        double all = losers().stream().mapToDouble(LayerSpeedUp::lost).sum();
        return all > 0 ? Math.max(0, layer.lost()) / all : 0;
    }
}
