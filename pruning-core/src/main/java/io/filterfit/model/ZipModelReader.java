package io.filterfit.model;

import io.filterfit.model.keras.KerasReader;
import io.filterfit.spec.CompressionException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads zips, Deeplearning4j's and Keras 3's, as the untrusted input they are.
 *
 * <p>{@code ModelSerializer} is not used: it deserialises {@code preprocessor.bin} with Java, inflates every entry into memory,
 * and allocates what headers ask for. The updater's state is left where it is, for fine-tuning starts afresh.
 */
final class ZipModelReader {

    private final ModelFile file;
    private final ReadLimits limits;

    ZipModelReader(ModelFile file, ReadLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    Network read() throws IOException {
        try (ModelArchive archive = ModelArchive.open(file, limits)) {
            if (archive.contains(ModelArchive.KERAS_CONFIGURATION)) {
                return keras(archive);
            }
            byte[] json = archive.read(ModelArchive.CONFIGURATION, limits.maximumConfigurationBytes())
                    .orElseThrow(() -> file.unreadable("it holds no '" + ModelArchive.CONFIGURATION
                            + "', so it is no Deeplearning4j model; save the network with ModelSerializer"));
            ConfigurationScreen.Screened screened = ConfigurationScreen.screen(file, json, limits);
            Optional<StoredNormalizer> normalizer = archive.read(
                            ModelArchive.NORMALIZER, StoredNormalizer.MAXIMUM_BYTES)
                    .map(content -> StoredNormalizer.parse(file, content));
            ComputationGraphConfiguration configuration = configuration(screened);
            INDArray parameters = archive.read(
                    ModelArchive.COEFFICIENTS, (input, length) -> ParameterArray.read(file, input, length));
            return new Network(graph(configuration, parameters), screened.kind(), normalizer, List.of());
        }
    }

    private Network keras(ModelArchive archive) throws IOException {
        int weightBytes = (int) Math.min(limits.maximumInflatedBytes(), Integer.MAX_VALUE - 8);
        return new KerasReader(file, limits)
                .read(
                        part(archive, ModelArchive.KERAS_CONFIGURATION, limits.maximumConfigurationBytes()),
                        part(archive, ModelArchive.KERAS_METADATA, limits.maximumConfigurationBytes()),
                        part(archive, ModelArchive.KERAS_WEIGHTS, weightBytes));
    }

    private byte[] part(ModelArchive archive, String name, int maximumBytes) throws IOException {
        return archive.read(name, maximumBytes)
                .orElseThrow(() -> file.unreadable("it holds no '" + name
                        + "', so it is no whole Keras model; save it with model.save(\"model.keras\")"));
    }

    private ComputationGraphConfiguration configuration(ConfigurationScreen.Screened screened) {
        try {
            return switch (screened.kind()) {
                case MULTI_LAYER -> MultiLayerConversion.toGraph(MultiLayerConfiguration.fromJson(screened.json()));
                default -> ComputationGraphConfiguration.fromJson(screened.json());
            };
        } catch (RuntimeException e) {
            throw notANetwork(e);
        }
    }

    private ComputationGraph graph(ComputationGraphConfiguration configuration, INDArray parameters) {
        try {
            new StructureCheck(file, configuration).check(parameters.length());
            configuration.setDataType(parameters.dataType());
            ComputationGraph graph = new ComputationGraph(configuration);
            graph.init(parameters, false);
            return graph;
        } catch (CompressionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw notANetwork(e);
        }
    }

    /** Deeplearning4j trips over a senseless configuration in a hundred ways. */
    private CompressionException notANetwork(RuntimeException e) {
        return file.unreadable("its configuration is not that of a network; save the network again", e);
    }
}
