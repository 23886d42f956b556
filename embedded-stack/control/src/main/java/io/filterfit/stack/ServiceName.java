package io.filterfit.stack;

/** The services of the pipeline, in the order of a job's stages. */
public enum ServiceName {
    ANALYZER("analyzer-service"),
    PRUNER("pruner-service"),
    TRAINER("trainer-service"),
    EVALUATOR("evaluator-service");

    private final String module;

    ServiceName(String module) {
        this.module = module;
    }

    /** The name of the service's module, log file and health entry, for instance {@code analyzer-service}. */
    public String module() {
        return module;
    }
}
