package io.filterfit.model;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes the zip that {@code ModelSerializer} reads, without updater state.
 *
 * <p>{@code ModelSerializer} itself cannot write beside a commons-io newer than 2.15: it flushes a stream that it has closed.
 *
 * <p>Entries bear no time of their own, so equal networks give equal bytes and artifacts can be addressed by their hash.
 */
final class ZipModelWriter {

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ZipModelWriter() {}

    /** Leaves the stream open. */
    static void write(Network network, OutputStream output) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(output);
        begin(zip, ModelArchive.CONFIGURATION);
        zip.write(configuration(network).getBytes(StandardCharsets.UTF_8));
        begin(zip, ModelArchive.COEFFICIENTS);
        DataOutputStream numbers = new DataOutputStream(new BufferedOutputStream(zip));
        Nd4j.write(network.graph().params(), numbers);
        numbers.flush();
        if (network.normalizer().isPresent()) {
            begin(zip, ModelArchive.NORMALIZER);
            zip.write(network.normalizer().get().content());
        }
        zip.finish();
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
    }

    private static String configuration(Network network) {
        return switch (network.kind()) {
            case COMPUTATION_GRAPH, ONNX, KERAS ->
                network.graph().getConfiguration().toJson();
            case MULTI_LAYER -> {
                MultiLayerNetwork layers = MultiLayerConversion.toMultiLayer(network.graph());
                yield layers.getLayerWiseConfigurations().toJson();
            }
        };
    }
}
