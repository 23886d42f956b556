package io.filterfit.model.onnx.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs ONNX files the way their users do. */
public final class OnnxRuntime {

    private OnnxRuntime() {}

    /** What the file computes from these arrays, by the names of its inputs and outputs. */
    public static Map<String, INDArray> run(Path file, Map<String, INDArray> inputs) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, INDArray> outputs = new LinkedHashMap<>();
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(file.toString(), options)) {
                for (Map.Entry<String, INDArray> input : inputs.entrySet()) {
                    tensors.put(input.getKey(), tensor(environment, input.getValue()));
                }
                try (OrtSession.Result result = session.run(tensors)) {
                    for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
                        outputs.put(output.getKey(), array((OnnxTensor) output.getValue()));
                    }
                }
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
        return outputs;
    }

    private static OnnxTensor tensor(OrtEnvironment environment, INDArray array) throws OrtException {
        return OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(array.dup('c').data().asFloat()), array.shape());
    }

    private static INDArray array(OnnxTensor tensor) {
        float[] values = new float[tensor.getFloatBuffer().remaining()];
        tensor.getFloatBuffer().get(values);
        return Nd4j.createFromArray(values).reshape('c', tensor.getInfo().getShape());
    }
}
