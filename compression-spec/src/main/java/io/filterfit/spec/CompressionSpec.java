package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;

/**
 * What one compression is asked to do; the body of a compress-request event, less the reference to the model.
 *
 * @param dataset the name of the data set, for instance {@code cifar10}
 * @param target how much smaller the network has to become
 * @param criterion which filters stay
 * @param scope which coupled groups may lose filters
 * @param allocation how what goes is shared out among them
 * @param rounds rounds of analyse, prune, fine-tune over which the target is reached, at least 1
 * @param minimumFilters filters that every group keeps, at least 1
 * @param channelMultiple kept filter counts are multiples of this where the group is large enough; 1 for any count
 * @param reconstruct whether consumers of pruned groups are refitted by least squares on calibration images
 * @param training fine-tuning after each cut
 * @param seed the seed of everything random: selection, shuffling, augmentation
 * @param keepLayers names of layers whose filters all stay, or patterns of names in which {@code *} stands for any characters and
 *     {@code ?} for one; a coupled group of which one layer is named stays whole
 * @param softPruning training before the first cut, in a round of its own; null for none
 * @param normalisation what the network expects of its images; null for that of the data set
 */
@JsonDeserialize(builder = CompressionSpecBuilder.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompressionSpec(
        String dataset,
        Target target,
        Criterion criterion,
        Scope scope,
        Allocation allocation,
        int rounds,
        int minimumFilters,
        int channelMultiple,
        boolean reconstruct,
        TrainingSpec training,
        long seed,
        List<String> keepLayers,
        SoftPruning softPruning,
        InputNormalisation normalisation) {

    public CompressionSpec {
        Checks.notBlank("dataset", dataset);
        Checks.present("target", target);
        Checks.present("criterion", criterion);
        Checks.present("scope", scope);
        Checks.present("allocation", allocation);
        Checks.atLeast("rounds", rounds, 1);
        Checks.atLeast("minimumFilters", minimumFilters, 1);
        Checks.atLeast("channelMultiple", channelMultiple, 1);
        Checks.present("training", training);
        keepLayers = List.copyOf(Checks.present("keepLayers", keepLayers));
        keepLayers.forEach(pattern -> Checks.notBlank("keepLayers", pattern));
        if (target instanceof Target.Measured && (rounds > 1 || softPruning != null)) {
            throw Checks.invalid(
                    "a target that is measured is met by one cut, and asks for rounds 1 and no softPruning;"
                            + " leave them out, or name a target of FLOPs, parameters or filters");
        }
    }

    /** Without any of the options that are off unless they are named. */
    public CompressionSpec(
            String dataset,
            Target target,
            Criterion criterion,
            Scope scope,
            int rounds,
            int minimumFilters,
            int channelMultiple,
            boolean reconstruct,
            TrainingSpec training,
            long seed) {
        this(
                dataset,
                target,
                criterion,
                scope,
                Allocation.UNIFORM,
                rounds,
                minimumFilters,
                channelMultiple,
                reconstruct,
                training,
                seed,
                List.of(),
                null,
                null);
    }

    /** What a request comes to that says nothing else. */
    public static CompressionSpec of(String dataset, Target target) {
        return new CompressionSpecBuilder().dataset(dataset).target(target).build();
    }

    /** To make a changed copy. */
    public CompressionSpecBuilder with() {
        return new CompressionSpecBuilder(this);
    }

    /** All rounds that a job goes through: one of soft pruning where it is asked for, then those that cut. */
    public int allRounds() {
        return softRounds() + rounds;
    }

    /** @param round from 1 to {@link #allRounds()} */
    public boolean cutsIn(int round) {
        return round > softRounds();
    }

    /** Whether the network that a round starts from is one that soft pruning left. */
    public boolean followsSoftPruning(int round) {
        return softPruning != null && round == softRounds() + 1;
    }

    /**
     * Which of the rounds that cut comes next: the round's own number among them, or the first where it is of soft pruning.
     *
     * @param round from 1 to {@link #allRounds()}
     * @return from 1 to {@code rounds}
     */
    public int cutOf(int round) {
        return Math.max(1, round - softRounds());
    }

    /** How the network is trained in a round: fine-tuning after a cut, else soft pruning. */
    public TrainingSpec trainingIn(int round) {
        return cutsIn(round) ? training : softPruning.training(training);
    }

    private int softRounds() {
        return softPruning == null ? 0 : 1;
    }
}
