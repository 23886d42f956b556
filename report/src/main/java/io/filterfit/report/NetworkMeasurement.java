package io.filterfit.report;

import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.NetworkCost;
import java.util.Objects;

/**
 * What was measured of one network.
 *
 * @param cost operations and parameters
 * @param fileBytes size of its file; null where it was not written
 * @param validation on the validation split; null where not measured
 * @param test on the test split, which is read once, at the end; null where not measured
 */
public record NetworkMeasurement(NetworkCost cost, Long fileBytes, Classification validation, Classification test) {
    public NetworkMeasurement {
        Objects.requireNonNull(cost, "cost");
    }
}
