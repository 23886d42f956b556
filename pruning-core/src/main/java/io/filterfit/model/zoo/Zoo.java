package io.filterfit.model.zoo;

import io.filterfit.model.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The architectures by the names that users pick them by. */
public final class Zoo {

    private static final Map<String, Function<ZooOptions, Network>> ARCHITECTURES = architectures();

    /** All names, in the order in which help texts list them. */
    public static final List<String> NAMES = List.copyOf(ARCHITECTURES.keySet());

    private Zoo() {}

    /**
     * An untrained network.
     *
     * @param name one of {@link #NAMES}: {@code resnet-20} (parameter-free shortcuts), {@code resnet-20-projection}, ...
     */
    public static Network build(String name, ZooOptions options) {
        Function<ZooOptions, Network> architecture = ARCHITECTURES.get(name);
        if (architecture == null) {
            throw ZooOptions.invalid(
                    "The architecture '" + name + "' is unknown; use one of " + String.join(", ", NAMES));
        }
        return architecture.apply(options);
    }

    private static Map<String, Function<ZooOptions, Network>> architectures() {
        Map<String, Function<ZooOptions, Network>> architectures = new LinkedHashMap<>();
        for (int depth : new int[] {8, 20, 32, 56, 110}) {
            architectures.put("resnet-" + depth, new ResNet(depth, Shortcut.PARAMETER_FREE)::build);
        }
        for (int depth : new int[] {8, 20, 32, 56, 110}) {
            architectures.put("resnet-" + depth + "-projection", new ResNet(depth, Shortcut.PROJECTION)::build);
        }
        architectures.put("vgg-16-bn", new Vgg16()::build);
        architectures.put("plain-cnn", new PlainCnn()::build);
        return architectures;
    }
}
