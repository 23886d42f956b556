package io.filterfit.plan;

/** Cuts a network as planned and measures what a target is about. */
@FunctionalInterface
public interface Trial {

    /** The drop of accuracy, or the share of the latency that is saved. */
    double measure(PruningPlan plan);
}
