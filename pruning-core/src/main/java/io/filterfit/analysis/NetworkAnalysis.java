package io.filterfit.analysis;

import io.filterfit.evaluation.LayerCost;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.Unprunable;
import io.filterfit.plan.GroupSensitivity;
import java.util.List;

/**
 * @param cost of the whole network
 * @param layers cost of each layer and vertex, in topological order
 * @param groups the coupled groups, in topological order of their first member
 * @param sensitivity what cutting each group alone costs; empty where it was not measured
 * @param unprunable filters that stay whatever is asked, and why
 */
public record NetworkAnalysis(
        NetworkCost cost,
        List<LayerCost> layers,
        List<GroupAnalysis> groups,
        List<GroupSensitivity> sensitivity,
        List<Unprunable> unprunable) {

    public NetworkAnalysis {
        layers = List.copyOf(layers);
        groups = List.copyOf(groups);
        sensitivity = sensitivity == null ? List.of() : List.copyOf(sensitivity);
        unprunable = List.copyOf(unprunable);
    }
}
