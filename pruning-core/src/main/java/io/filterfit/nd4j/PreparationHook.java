package io.filterfit.nd4j;

import org.nd4j.common.io.Resource;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * Not a backend: ND4J instantiates every candidate before it loads the natives of the one it picks, and that is the last
 * moment at which {@link NativeRuntime#prepare()} can still choose them. Ranked last, it is never asked anything else.
 */
public final class PreparationHook extends Nd4jBackend {

    private static final int LAST = -1_000;

    public PreparationHook() {
        NativeRuntime.prepare();
    }

    @Override
    public int getPriority() {
        return LAST;
    }

    @Override
    public boolean isAvailable() {
        return false;
    }

    @Override
    public boolean canRun() {
        return false;
    }

    @Override
    public boolean allowsOrder() {
        return false;
    }

    @Override
    public Resource getConfigurationResource() {
        throw new UnsupportedOperationException("not a backend");
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class getNDArrayClass() {
        throw new UnsupportedOperationException("not a backend");
    }

    @Override
    public Environment getEnvironment() {
        throw new UnsupportedOperationException("not a backend");
    }

    @Override
    public String buildInfo() {
        return "";
    }

    @Override
    public void logBackendInit() {}
}
