package io.filterfit.manifest;

import io.filterfit.spec.Checks;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Target;
import java.util.List;

/**
 * Which filters a compression kept of a network as it was submitted, all rounds taken together.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format; {@value #VERSION} is the only one so far
 * @param modelSha256 of the file that held the network, 64 hexadecimal digits
 * @param criterion by which filters were chosen
 * @param target that was asked for
 * @param seed of everything random
 * @param groups the coupled groups of which filters could go, in topological order
 * @param layers all layers, in topological order
 */
public record Manifest(
        String format,
        int version,
        String modelSha256,
        Criterion criterion,
        Target target,
        long seed,
        List<Group> groups,
        List<Layer> layers) {

    public static final String FORMAT = "filterfit-manifest";
    public static final int VERSION = 1;

    public Manifest {
        if (!FORMAT.equals(format) || version != VERSION) {
            throw Checks.invalid("this is '" + format + "' of version " + version + "; only '" + FORMAT
                    + "' of version " + VERSION + " is known");
        }
        Checks.present("modelSha256", modelSha256);
        Checks.present("criterion", criterion);
        Checks.present("target", target);
        groups = List.copyOf(Checks.present("groups", groups));
        layers = List.copyOf(Checks.present("layers", layers));
    }
}
