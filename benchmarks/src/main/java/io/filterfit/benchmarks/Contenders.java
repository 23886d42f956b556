package io.filterfit.benchmarks;

import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.nd4j.ChildJvm;
import io.filterfit.onednn.CompiledPasses;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Sets the contenders up, each as its users would have it, but all with as many threads.
 *
 * @param scratch a directory with {@link RandomImages}
 * @param pyTorch empty where there is none
 */
record Contenders(Path scratch, int batch, int threads, int steps, int stockSteps, Optional<PyTorch> pyTorch) {

    private static final String OURS = "pruning-core";

    /** Empty where an entrant cannot run the architecture, or is not there. */
    Optional<Contender> of(Entrant entrant, String architecture) throws IOException {
        return switch (entrant) {
            case STOCK -> stock(architecture);
            case FILTERFIT -> Optional.of(filterFit(entrant, architecture));
            case FILTERFIT_BFLOAT16 ->
                Optional.of(filterFit(entrant, architecture, "-D" + CompiledPasses.BFLOAT16 + "=true"));
            case PYTORCH -> pyTorch(entrant, architecture);
            case PYTORCH_CHANNELS_LAST -> pyTorch(entrant, architecture, "--channels-last");
            case PYTORCH_BFLOAT16 -> pyTorch(entrant, architecture, "--channels-last", "--bfloat16");
        };
    }

    /** FilterFit is not on its class path, so the network must be of Deeplearning4j's own layers. */
    private Optional<Contender> stock(String architecture) throws IOException {
        ComputationGraph network = Zoo.build(architecture, ZooOptions.CIFAR10.withLayout(CNN2DFormat.NCHW))
                .graph();
        if (Arrays.stream(network.getVertices())
                .anyMatch(vertex -> vertex.getClass().getName().startsWith("io.filterfit."))) {
            return Optional.empty();
        }
        File file = scratch.resolve(architecture + ".zip").toFile();
        network.save(file, false);
        List<String> command = java(
                entry -> !entry.contains(OURS),
                List.of(),
                StockDeeplearning4j.class,
                file.toString(),
                Integer.toString(batch),
                Integer.toString(stockSteps));
        return Optional.of(new Contender(Entrant.STOCK, command, threadsOnly(), List.of("LD_PRELOAD", "MALLOC_CONF")));
    }

    private Contender filterFit(Entrant entrant, String architecture, String... options) {
        List<String> command = java(
                entry -> true,
                Stream.concat(ChildJvm.arguments().stream(), Stream.of(options)).toList(),
                FilterFit.class,
                architecture,
                Integer.toString(batch),
                scratch.toString(),
                Integer.toString(steps));
        return new Contender(entrant, command, threadsAndAllocator(), List.of());
    }

    private Optional<Contender> pyTorch(Entrant entrant, String architecture, String... flags) {
        return pyTorch.filter(found -> PyTorch.knows(architecture))
                .map(found -> new Contender(
                        entrant,
                        found.command(architecture, batch, threads, steps, flags),
                        threadsAndAllocator(),
                        List.of()));
    }

    private Map<String, String> threadsOnly() {
        return Map.of("OMP_NUM_THREADS", Integer.toString(threads));
    }

    private Map<String, String> threadsAndAllocator() {
        Map<String, String> environment = new TreeMap<>(threadsOnly());
        environment.putAll(ChildJvm.environment());
        return environment;
    }

    private static List<String> java(
            Predicate<String> classPathEntries, List<String> options, Class<?> main, String... arguments) {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(classPathEntries)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.addAll(List.of("-Xmx2g", "-cp", classPath, main.getName()));
        words.addAll(Arrays.asList(arguments));
        return words;
    }
}
