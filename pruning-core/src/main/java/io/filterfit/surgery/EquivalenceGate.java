package io.filterfit.surgery;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.plan.PruningPlan;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.Random;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Refuses a pruned network that does not compute what the original computes with the same filters zeroed, and the constants of those
 * that were dead folded into the biases of what reads them (see {@link FoldedConstants}).
 *
 * <p>Both are run on a fixed batch of normally distributed inputs. No output may differ by more than {@value #TOLERANCE} of the largest
 * absolute output of the masked network.
 */
public final class EquivalenceGate {

    public static final double TOLERANCE = 1e-4;

    private static final int IMAGES = 4;
    private static final long SEED = 20_220_612;

    private EquivalenceGate() {}

    /**
     * @return by how much they differ
     * @throws CompressionException EQUIVALENCE_VIOLATED if that is too much
     */
    public static Equivalence verify(ComputationGraph original, ComputationGraph pruned, PruningPlan plan) {
        return verify(original, CoupledGroups.of(original), pruned, plan);
    }

    /** As {@link #verify(ComputationGraph, ComputationGraph, PruningPlan)}, with the original's groups at hand. */
    public static Equivalence verify(
            ComputationGraph original, CoupledGroups groups, ComputationGraph pruned, PruningPlan plan) {
        ComputationGraph masked = Surgery.mask(original, groups, plan);
        INDArray[] batch = batch(original, groups);
        Equivalence equivalence = compare(masked, pruned, batch);
        if (!equivalence.holds()) {
            String where = Divergence.first(masked, pruned, groups.flow(), groups.cut(plan.kept()), batch)
                    .map(vertex -> ", and vertex '" + vertex + "' is the first to differ")
                    .orElse("");
            throw new CompressionException(
                    FailureReason.EQUIVALENCE_VIOLATED,
                    "the pruned network does not compute what the masked original computes: an output differs by "
                            + equivalence.maximumDifference() + " where the largest is " + equivalence.outputScale()
                            + where + "; the network is not published, please report how it was made");
        }
        return equivalence;
    }

    private static Equivalence compare(ComputationGraph masked, ComputationGraph pruned, INDArray[] batch) {
        INDArray[] expected = masked.output(batch);
        INDArray[] actual = pruned.output(batch);
        double difference = 0;
        double scale = 0;
        for (int i = 0; i < expected.length; i++) {
            difference =
                    larger(difference, expected[i].sub(actual[i]).amaxNumber().doubleValue());
            scale = larger(scale, expected[i].amaxNumber().doubleValue());
        }
        return new Equivalence(IMAGES, difference, scale, TOLERANCE);
    }

    /** The larger of the two, or NaN if one is. */
    private static double larger(double one, double other) {
        return Math.max(one, other);
    }

    /** The fixed batch, an array for each of the network's inputs. */
    static INDArray[] batch(ComputationGraph graph, CoupledGroups groups) {
        Random random = new Random(SEED);
        return groups.flow().networkInputTypes().values().stream()
                .map(type -> normal(type, graph, random))
                .toArray(INDArray[]::new);
    }

    private static INDArray normal(InputType type, ComputationGraph graph, Random random) {
        long[] shape = type.getShape(true);
        shape[0] = IMAGES;
        float[] values = new float[Math.toIntExact(type.arrayElementsPerExample()) * IMAGES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.create(values, shape, 'c').castTo(graph.getConfiguration().getDataType());
    }
}
