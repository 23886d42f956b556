package io.filterfit.evaluation;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.filterfit.dataset.ImageSplit;
import io.filterfit.model.onnx.export.OnnxOptions;
import io.filterfit.model.onnx.export.OnnxWriter;
import io.filterfit.nd4j.NativeRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The pass of ONNX Runtime's CPU provider, with as many threads as FilterFit's own passes have; images are NCHW. */
final class OnnxRuntimePass implements PreparedPass {

    private final OrtSession session;
    private final OnnxTensor images;
    private final Map<String, OnnxTensor> inputs;

    /** @throws io.filterfit.spec.CompressionException MODEL_UNSUPPORTED if the network cannot be written as ONNX */
    OnnxRuntimePass(ComputationGraph network, ImageSplit batch) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                INDArray features = batch.features(0, batch.size(), CNN2DFormat.NCHW)) {
            options.setIntraOpNumThreads(NativeRuntime.start().threads());
            session = environment.createSession(written(network), options);
            images = OnnxTensor.createTensor(
                    environment, FloatBuffer.wrap(features.dup('c').data().asFloat()), features.shape());
            inputs = Map.of(session.getInputNames().iterator().next(), images);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private static byte[] written(ComputationGraph network) {
        try {
            Path file = Files.createTempFile("filterfit-latency", ".onnx");
            try {
                OnnxWriter.write(network, OnnxOptions.PLAIN, file);
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary file for a network that is to be timed", e);
        }
    }

    @Override
    public void run() {
        try {
            session.run(inputs).close();
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        images.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(OrtException e) {
        return new IllegalStateException(
                "ONNX Runtime does not run a network that was written for it: " + e.getMessage(), e);
    }
}
