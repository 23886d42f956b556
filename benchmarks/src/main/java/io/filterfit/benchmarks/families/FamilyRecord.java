package io.filterfit.benchmarks.families;

import io.filterfit.benchmarks.Machine;
import io.filterfit.evaluation.NetworkCost;
import java.time.Instant;

/**
 * What became of a family that was cut.
 *
 * @param flopsReduction asked for
 * @param groups coupled groups that may lose filters
 * @param filters in them
 * @param fixed filters that may not be removed
 * @param imported the largest difference of the imported network's outputs from ONNX Runtime's, as a share of the largest output
 * @param equivalence the same, of the cut network from the masked one
 * @param exported the same, of the exported cut network in ONNX Runtime from the network that was exported
 * @param spread how much the outputs differ from image to image, in the same unit: what shows that the images matter
 */
record FamilyRecord(
        String family,
        double flopsReduction,
        Instant time,
        Machine machine,
        int groups,
        int filters,
        int fixed,
        NetworkCost before,
        NetworkCost after,
        double imported,
        double equivalence,
        double exported,
        double spread) {

    String file() {
        return family + "-" + Math.round(100 * flopsReduction) + ".json";
    }

    String command() {
        return "benchmarks/families.sh --family " + family + " --flops-reduction " + flopsReduction;
    }
}
