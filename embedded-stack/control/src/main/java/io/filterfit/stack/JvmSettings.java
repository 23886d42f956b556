package io.filterfit.stack;

import java.util.List;
import java.util.Map;

/**
 * What a child JVM is started with.
 *
 * @param options JVM options, for instance {@code -Xmx512m}
 * @param environment added to the environment that this process has
 */
public record JvmSettings(List<String> options, Map<String, String> environment) {

    public static final JvmSettings NONE = new JvmSettings(List.of(), Map.of());

    /** For servers that do no arithmetic: an allocator that never gives pages back, preloaded for us, is not for them. */
    static final Map<String, String> PLAIN_ALLOCATOR = Map.of("LD_PRELOAD", "", "MALLOC_CONF", "");

    public JvmSettings {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }
}
