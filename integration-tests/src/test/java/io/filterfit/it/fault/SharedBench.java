package io.filterfit.it.fault;

import java.nio.file.Files;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One bench for all test classes that take one: starting it takes longer than most of them. */
final class SharedBench implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedBench.class);

    private record Shared(Bench bench) implements AutoCloseable, ExtensionContext.Store.CloseableResource {

        static Shared start(String any) {
            try {
                var directory = Files.createTempDirectory("filterfit-faults");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(directory.toFile())));
                return new Shared(new Bench(directory, Map.of()));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws Exception {
            bench.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Bench.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("bench", Shared::start, Shared.class)
                .bench();
    }
}
