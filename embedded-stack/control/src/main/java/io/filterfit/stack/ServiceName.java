package io.filterfit.stack;

import java.util.EnumSet;
import java.util.Set;

/** The services of the pipeline, in the order of a job's stages, and the console. */
public enum ServiceName {
    ANALYZER("analyzer-service"),
    PRUNER("pruner-service"),
    TRAINER("trainer-service"),
    EVALUATOR("evaluator-service"),
    CONSOLE("console");

    private final String module;

    ServiceName(String module) {
        this.module = module;
    }

    /** Those that work on jobs. */
    public static Set<ServiceName> stages() {
        return EnumSet.complementOf(EnumSet.of(CONSOLE));
    }

    /** The name of the service's module, log file and health entry, for instance {@code analyzer-service}. */
    public String module() {
        return module;
    }
}
