package io.filterfit.analysis;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Classification;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.model.Fingerprint;
import io.filterfit.norm.FilterSet;
import io.filterfit.plan.GroupScope;
import io.filterfit.plan.GroupSelection;
import io.filterfit.plan.GroupSensitivity;
import io.filterfit.plan.PruningPlan;
import io.filterfit.recovery.Recovery;
import io.filterfit.recovery.RecoveryOutcome;
import io.filterfit.selection.FilterSelector;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.surgery.Surgery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Measures what cutting each group alone costs, on the validation split, once the cut has been recovered from as the pruner does. */
public final class SensitivityAnalyzer {

    private static final double[] RATIOS = {0.25, 0.5, 0.75};

    private final ComputationGraph graph;
    private final CoupledGroups groups;
    private final CompressionSpec spec;
    private final TrainingSplits images;
    private final FilterSelector selector;
    private final SensitivityCache cache;
    private double before = Double.NaN;

    private SensitivityAnalyzer(
            ComputationGraph graph, CompressionSpec spec, TrainingSplits images, SensitivityCache cache) {
        this.graph = graph;
        this.spec = spec;
        this.cache = cache;
        groups = CoupledGroups.of(graph);
        this.images = images;
        selector = FilterSelector.of(spec.criterion(), spec.seed());
    }

    /** Hears how far it is; may throw, and so end it. */
    @FunctionalInterface
    public interface Progress {
        /** @param done groups of {@code all} */
        void measured(int done, int all);
    }

    /**
     * With a quarter, half and three quarters of each group's filters removed, by the request's criterion.
     *
     * @param images what is recovered with and measured by, as in {@link Recovery}
     * @return one for each group that the request may prune and that has a filter to lose
     */
    public static List<GroupSensitivity> measure(
            ComputationGraph graph,
            CompressionSpec spec,
            TrainingSplits images,
            SensitivityCache cache,
            Progress progress) {
        return new SensitivityAnalyzer(graph, spec, images, cache).measure(progress);
    }

    private List<GroupSensitivity> measure(Progress progress) {
        GroupScope scope = GroupScope.of(groups, spec);
        List<FilterGroup> inScope = groups.groups().stream()
                .filter(group -> scope.includes(group) && group.size() > group.minimum())
                .toList();
        String everything = fingerprint();
        List<GroupSensitivity> measured = new ArrayList<>();
        for (FilterGroup group : inScope) {
            progress.measured(measured.size(), inScope.size());
            measured.add(recalled(group, everything));
        }
        return measured;
    }

    /** Of all that the measurements of every group depend on. */
    private String fingerprint() {
        ImageSplit validation = Recovery.deciding(images);
        Fingerprint fingerprint = new Fingerprint()
                .add("sensitivity " + spec.criterion() + " " + spec.seed() + " " + spec.reconstruct() + " "
                        + DoubleStream.of(RATIOS).boxed().toList() + " " + spec.dataset() + " "
                        + images.training().size() + " " + validation.shape() + " " + validation.normalisation() + " ")
                .add(graph);
        byte[] pixels = new byte[validation.shape().values()];
        for (int image = 0; image < validation.size(); image++) {
            validation.copyPixels(image, pixels);
            fingerprint.add(pixels).add(new byte[] {(byte) validation.label(image)});
        }
        return fingerprint.hex();
    }

    private GroupSensitivity recalled(FilterGroup group, String everything) {
        String key = everything + "/" + new Fingerprint().add(group.name()).hex();
        Optional<GroupSensitivity> known = cache.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        GroupSensitivity measured = measure(group);
        cache.keep(key, measured);
        return measured;
    }

    private GroupSensitivity measure(FilterGroup group) {
        ImageSplit validation = Recovery.deciding(images);
        if (Double.isNaN(before)) {
            before = Classification.of(graph, validation).accuracy().value();
        }
        FilterSet filters = group.filters(graph);
        List<GroupSensitivity.Point> points = DoubleStream.of(RATIOS)
                .mapToInt(ratio -> Math.max(group.minimum(), (int) Math.round((1 - ratio) * group.size())))
                .filter(kept -> kept < group.size())
                .distinct()
                .mapToObj(kept -> new GroupSensitivity.Point(kept, before - accuracy(filters, kept)))
                .toList();
        return new GroupSensitivity(group.name(), group.size(), before, validation.size(), points);
    }

    private double accuracy(FilterSet filters, int kept) {
        PruningPlan plan = new PruningPlan(List.of(
                new GroupSelection(filters.group(), filters.filters(), selector.keep(filters, kept), Map.of())));
        ComputationGraph cut = Surgery.prune(graph, groups, plan);
        RecoveryOutcome outcome = Recovery.of(graph, groups, cut, plan, images, spec.reconstruct())
                .outcome();
        return outcome.validationAccuracy().get(outcome.kept());
    }
}
