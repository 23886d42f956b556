package io.filterfit.model.keras;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.filterfit.model.ModelFile;
import io.filterfit.model.Network;
import io.filterfit.model.ReadLimits;
import io.filterfit.model.hdf5.Hdf5Exception;
import io.filterfit.model.hdf5.Hdf5File;
import io.filterfit.model.hdf5.Hdf5Object;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Reads Keras models, as the untrusted input they are, into networks that compute the same.
 *
 * <p>Layers bear the names they have in Keras. Weights that several calls of a layer share become independent copies; dropout and random
 * augmentation, which do nothing at inference, are left out.
 */
public final class KerasReader {

    private static final int MAXIMUM_NESTING = 200;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAXIMUM_NESTING)
                            .build())
                    .build())
            .build();

    private static final String WHOLE_MODEL = "save the whole model with model.save(\"model.keras\")";

    private final ModelFile file;
    private final ReadLimits limits;

    public KerasReader(ModelFile file, ReadLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /**
     * Reads the parts of a .keras file.
     *
     * @param configuration config.json
     * @param metadata metadata.json
     * @param weights model.weights.h5
     * @throws io.filterfit.spec.CompressionException MODEL_UNREADABLE if the file is damaged or hostile, MODEL_UNSUPPORTED if it holds
     *     what has no counterpart, with the layer, its class and the reason
     */
    public Network read(byte[] configuration, byte[] metadata, byte[] weights) {
        return guarded(() -> {
            String version = json(metadata).path("keras_version").asText("3");
            Hdf5Object root = Hdf5File.open(weights, limits.maximumInflatedBytes());
            KerasModel model = KerasModel.parse(file, limits, json(configuration));
            return network(model, version, WeightSource.ofArchive(root, model));
        });
    }

    /** Reads an HDF5 file, as Keras 2 saves models and Keras 3 if it is told to; throws as the other does. */
    public Network read() throws IOException {
        long size = Files.size(file.path());
        if (size > Math.min(limits.maximumFileBytes(), Integer.MAX_VALUE - 8)) {
            throw file.unreadable("it has " + size + " bytes, more than the " + limits.maximumFileBytes()
                    + " allowed; raise the limit if you trust it");
        }
        byte[] content = Files.readAllBytes(file.path());
        return guarded(() -> {
            Hdf5Object root = Hdf5File.open(content, limits.maximumInflatedBytes());
            List<String> configuration = root.strings("model_config")
                    .orElseThrow(() -> file.unreadable("it holds weights but no network; " + WHOLE_MODEL));
            Hdf5Object weights = root.find("model_weights")
                    .orElseThrow(() -> file.unreadable("it holds a network but no weights; " + WHOLE_MODEL));
            String version = root.strings("keras_version").stream()
                    .flatMap(List::stream)
                    .findFirst()
                    .orElse("2");
            byte[] json = String.join("", configuration).getBytes(StandardCharsets.UTF_8);
            return network(KerasModel.parse(file, limits, json(json)), version, WeightSource.ofHdf5(weights));
        });
    }

    private Network network(KerasModel model, String version, WeightSource weights) {
        boolean older = version.startsWith("2.") || version.equals("2");
        Translator translator = new Translator(file, limits, older);
        ComputationGraph graph = translator.network(model, weights);
        return new Network(graph, Network.Kind.KERAS, Optional.empty(), translator.notes());
    }

    private JsonNode json(byte[] content) throws IOException {
        if (content.length > limits.maximumConfigurationBytes()) {
            throw file.unreadable("its configuration has " + content.length + " bytes, more than the "
                    + limits.maximumConfigurationBytes() + " allowed");
        }
        return JSON.readTree(content);
    }

    private Network guarded(Reading reading) {
        try {
            return reading.read();
        } catch (Hdf5Exception e) {
            throw file.unreadable(e.getMessage(), e);
        } catch (IOException e) {
            throw file.unreadable("its configuration is no valid JSON; " + WHOLE_MODEL, e);
        }
    }

    private interface Reading {
        Network read() throws IOException;
    }
}
