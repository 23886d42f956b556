package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import java.util.List;

/** Makes a request out of another one, and out of JSON, where only the data set and the target must be given. */
@JsonPOJOBuilder(withPrefix = "")
public final class CompressionSpecBuilder {

    private String dataset;
    private Target target;
    private Criterion criterion = Criterion.DistributionFitting.ofLiving();
    private Scope scope = Scope.INNER;
    private Allocation allocation = Allocation.UNIFORM;
    private int rounds = 1;
    private int minimumFilters = 1;
    private int channelMultiple = 1;
    private boolean reconstruct = true;
    private TrainingSpec training = TrainingSpec.FINE_TUNING;
    private long seed = 1;
    private List<String> keepLayers = List.of();
    private SoftPruning softPruning;
    private InputNormalisation normalisation;

    CompressionSpecBuilder() {}

    CompressionSpecBuilder(CompressionSpec start) {
        dataset = start.dataset();
        target = start.target();
        criterion = start.criterion();
        scope = start.scope();
        allocation = start.allocation();
        rounds = start.rounds();
        minimumFilters = start.minimumFilters();
        channelMultiple = start.channelMultiple();
        reconstruct = start.reconstruct();
        training = start.training();
        seed = start.seed();
        keepLayers = start.keepLayers();
        softPruning = start.softPruning();
        normalisation = start.normalisation();
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder dataset(String value) {
        dataset = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder target(Target value) {
        target = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder criterion(Criterion value) {
        criterion = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder scope(Scope value) {
        scope = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder allocation(Allocation value) {
        allocation = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder rounds(int value) {
        rounds = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder minimumFilters(int value) {
        minimumFilters = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder channelMultiple(int value) {
        channelMultiple = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder reconstruct(boolean value) {
        reconstruct = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder training(TrainingSpec value) {
        training = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder seed(long value) {
        seed = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder keepLayers(List<String> value) {
        keepLayers = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder softPruning(SoftPruning value) {
        softPruning = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public CompressionSpecBuilder normalisation(InputNormalisation value) {
        normalisation = value;
        return this;
    }

    /** @throws CompressionException INVALID_REQUEST, naming the property that is missing or out of range */
    public CompressionSpec build() {
        return new CompressionSpec(
                dataset,
                target,
                criterion,
                scope,
                allocation,
                rounds,
                minimumFilters,
                channelMultiple,
                reconstruct,
                training,
                seed,
                keepLayers,
                softPruning,
                normalisation);
    }
}
