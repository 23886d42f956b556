package io.filterfit.plan;

import io.filterfit.selection.TrainedNorms;
import java.util.List;

/**
 * What a plan goes by besides the network as it is.
 *
 * @param trained the norms to fit where the network has been pruned softly
 * @param sensitivity of every group in scope where what goes is shared out by it; otherwise empty
 */
public record Findings(TrainedNorms trained, List<GroupSensitivity> sensitivity) {

    public static final Findings NONE = new Findings(TrainedNorms.OWN, List.of());

    public Findings {
        sensitivity = sensitivity == null ? List.of() : List.copyOf(sensitivity);
    }

    public static Findings of(TrainedNorms trained) {
        return new Findings(trained, List.of());
    }
}
