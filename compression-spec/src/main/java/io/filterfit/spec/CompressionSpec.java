package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * What one compression is asked to do; the body of a compress-request event, less the reference to the model.
 *
 * @param dataset the name of the data set, for instance {@code cifar10}
 * @param target how much smaller the network has to become
 * @param criterion which filters stay
 * @param scope which coupled groups may lose filters
 * @param rounds rounds of analyse, prune, fine-tune over which the target is reached, at least 1
 * @param minimumFilters filters that every group keeps, at least 1
 * @param channelMultiple kept filter counts are multiples of this where the group is large enough; 1 for any count
 * @param reconstruct whether consumers of pruned groups are refitted by least squares on calibration images
 * @param training fine-tuning after each cut
 * @param seed the seed of everything random: selection, shuffling, augmentation
 * @param softPruning training before the first cut, in a round of its own; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompressionSpec(
        String dataset,
        Target target,
        Criterion criterion,
        Scope scope,
        int rounds,
        int minimumFilters,
        int channelMultiple,
        boolean reconstruct,
        TrainingSpec training,
        long seed,
        SoftPruning softPruning) {

    public CompressionSpec {
        Checks.notBlank("dataset", dataset);
        Checks.present("target", target);
        Checks.present("criterion", criterion);
        Checks.present("scope", scope);
        Checks.atLeast("rounds", rounds, 1);
        Checks.atLeast("minimumFilters", minimumFilters, 1);
        Checks.atLeast("channelMultiple", channelMultiple, 1);
        Checks.present("training", training);
    }

    /** Without soft pruning. */
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
                rounds,
                minimumFilters,
                channelMultiple,
                reconstruct,
                training,
                seed,
                null);
    }

    /** From JSON, where only the data set and the target must be given. */
    @JsonCreator
    static CompressionSpec fromJson(
            @JsonProperty(value = "dataset", required = true) String dataset,
            @JsonProperty(value = "target", required = true) Target target,
            @JsonProperty("criterion") Criterion criterion,
            @JsonProperty("scope") Scope scope,
            @JsonProperty("rounds") Integer rounds,
            @JsonProperty("minimumFilters") Integer minimumFilters,
            @JsonProperty("channelMultiple") Integer channelMultiple,
            @JsonProperty("reconstruct") Boolean reconstruct,
            @JsonProperty("training") TrainingSpec training,
            @JsonProperty("seed") Long seed,
            @JsonProperty("softPruning") SoftPruning softPruning) {
        return new CompressionSpec(
                dataset,
                target,
                Optional.ofNullable(criterion).orElseGet(Criterion.DistributionFitting::plain),
                Optional.ofNullable(scope).orElse(Scope.INNER),
                Optional.ofNullable(rounds).orElse(1),
                Optional.ofNullable(minimumFilters).orElse(1),
                Optional.ofNullable(channelMultiple).orElse(1),
                Optional.ofNullable(reconstruct).orElse(true),
                Optional.ofNullable(training).orElse(TrainingSpec.FINE_TUNING),
                Optional.ofNullable(seed).orElse(1L),
                softPruning);
    }

    public CompressionSpec withTarget(Target other) {
        return new CompressionSpec(
                dataset,
                other,
                criterion,
                scope,
                rounds,
                minimumFilters,
                channelMultiple,
                reconstruct,
                training,
                seed,
                softPruning);
    }

    public CompressionSpec withSoftPruning(SoftPruning other) {
        return new CompressionSpec(
                dataset,
                target,
                criterion,
                scope,
                rounds,
                minimumFilters,
                channelMultiple,
                reconstruct,
                training,
                seed,
                other);
    }

    /** All rounds that a job goes through: one of soft pruning where it is asked for, then those that cut. */
    public int allRounds() {
        return softRounds() + rounds;
    }

    /** @param round from 1 to {@link #allRounds()} */
    public boolean cutsIn(int round) {
        return round > softRounds();
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
