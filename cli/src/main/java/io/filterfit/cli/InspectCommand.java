package io.filterfit.cli;

import io.filterfit.evaluation.LayerCost;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.graph.Unprunable;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.norm.FilterSet;
import io.filterfit.norm.NormDistribution;
import io.filterfit.norm.RedundancySummary;
import io.filterfit.spec.Norm;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a network is made of and what of it can be pruned. */
@Command(
        name = "inspect",
        description =
                "Show a network's layers, its coupled groups, the distribution of their filters' norms, and FLOPs.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "The network.")
    private Path model;

    @Mixin
    private ImageSizeOption imageSize;

    @Option(
            names = "--norm",
            paramLabel = "l1|l2",
            defaultValue = "l2",
            description = "The norm of a filter (${DEFAULT-VALUE}).")
    private Norm norm;

    /** The outcome for machines. */
    record Inspected(
            String kind,
            long flops,
            long convolutionFlops,
            long parameters,
            List<LayerCost> layers,
            List<Group> groups,
            List<Unprunable> unprunable,
            List<String> notes) {}

    /** One coupled group; {@code norms} is the distribution of its filters' norms. */
    record Group(
            String name,
            int filters,
            int dead,
            boolean touchedByAdd,
            List<String> layers,
            NormDistribution norms,
            Redundancy redundancy) {}

    /** How much the group's filters repeat one another. */
    record Redundancy(double meanNearestCosine, double maximumCosine, int nearTwins) {
        static Redundancy of(FilterSet filters) {
            RedundancySummary summary = RedundancySummary.of(filters);
            return new Redundancy(summary.meanNearestCosine(), summary.maximumCosine(), summary.nearTwins());
        }
    }

    @Override
    public Integer call() {
        Network network = imageSize.told(Networks.read(model));
        CoupledGroups coupled = CoupledGroups.of(network.graph());
        NetworkCost cost = NetworkCost.of(network.graph());
        Inspected inspected = new Inspected(
                network.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                cost.macs(),
                cost.convolutionMacs(),
                cost.parameters(),
                LayerCost.of(network.graph()),
                coupled.groups().stream().map(group -> group(network, group)).toList(),
                coupled.unprunable(),
                network.notes());
        show(inspected);
        output.result(inspected);
        return 0;
    }

    private Group group(Network network, FilterGroup group) {
        FilterSet filters = group.filters(network.graph());
        int dead = 0;
        for (boolean constant : filters.dead()) {
            dead += constant ? 1 : 0;
        }
        return new Group(
                group.name(),
                group.size(),
                dead,
                group.touchedByAdd(),
                group.members().stream().map(FilterGroup.Member::layer).toList(),
                NormDistribution.of(filters, norm),
                Redundancy.of(filters));
    }

    private void show(Inspected inspected) {
        output.line("%s, %,d FLOPs (multiply-accumulates), %,d parameters"
                .formatted(inspected.kind(), inspected.flops(), inspected.parameters()));
        TextTable layers = new TextTable("layer", "type", "output", "parameters", "FLOPs");
        for (LayerCost layer : inspected.layers()) {
            layers.row(layer.layer(), layer.type(), layer.outputShape(), layer.parameters(), layer.macs());
        }
        output.line(layers.toString());
        TextTable groups =
                new TextTable("group", "filters", "dead", "residual", "norm min", "median", "max", "sd", "twins");
        for (Group group : inspected.groups()) {
            NormDistribution.Summary summary = group.norms().summary();
            groups.row(
                    group.name(),
                    group.filters(),
                    group.dead(),
                    group.touchedByAdd() ? "yes" : "no",
                    number(summary.minimum()),
                    number(summary.median()),
                    number(summary.maximum()),
                    number(summary.standardDeviation()),
                    group.redundancy().nearTwins());
        }
        output.line(groups.toString());
        for (Unprunable fixed : inspected.unprunable()) {
            output.line("%s keeps its %d filters because %s".formatted(fixed.layer(), fixed.filters(), fixed.reason()));
        }
        inspected.notes().forEach(note -> output.line("Note: " + note));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
