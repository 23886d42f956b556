package io.filterfit.cli;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** An ONNX file as ONNX Runtime sees it. */
record OnnxFile(Path path) {

    static OnnxFile of(Path path) {
        return new OnnxFile(path);
    }

    Map<String, String> metadata() throws OrtException {
        try (OrtSession session = session()) {
            return session.getMetadata().getCustomMetadata();
        }
    }

    /** The shape of the only output for images of zeros of this shape. */
    long[] outputSizes(long... images) throws OrtException {
        int numbers = Math.toIntExact(Arrays.stream(images).reduce(1, (a, b) -> a * b));
        try (OrtSession session = session();
                OnnxTensor input = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.allocate(numbers), images);
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), input))) {
            return ((OnnxTensor) result.get(0)).getInfo().getShape();
        }
    }

    private OrtSession session() throws OrtException {
        return OrtEnvironment.getEnvironment().createSession(path.toString());
    }
}
