package io.filterfit.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's pass forward for batches of one shape, compiled to oneDNN's primitives with the parameters that it has now: batch norms are
 * folded into convolutions, sums and activations are done in passing.
 */
public final class InferenceProgram implements AutoCloseable {

    private final Resources resources = new Resources();
    private final List<Step> steps = new ArrayList<>();
    private final Tensor images;
    private final Tensor logits;
    private final float[] logitValues;

    /**
     * @param shape of a batch, in {@code layout}
     * @throws IllegalArgumentException if there is an {@link CompiledPasses#obstacle}
     */
    public InferenceProgram(ComputationGraph network, long[] shape, CNN2DFormat layout, Precision precision) {
        Graph graph = Fusion.forInference(GraphReader.readable(network));
        try {
            Workbench bench = new Workbench(resources, precision.type());
            this.images = TrainingProgram.images(resources, shape, layout);
            bench.recordTo(steps);
            this.logits = record(bench, new ParameterArrays(resources, network.params(), null), graph);
            this.logitValues = new float
                    [(int) (logits.descriptor().size(0) * logits.descriptor().size(1))];
            bench.finish();
        } catch (RuntimeException | Error failure) {
            resources.close();
            throw failure;
        }
    }

    private Tensor record(Workbench bench, ParameterArrays parameters, Graph graph) {
        Map<Node, Tensor> values = new HashMap<>();
        Map<Node, Integer> readers = graph.readers();
        for (Node node : graph.inOrder()) {
            bench.workOn(node.name());
            List<Tensor> inputs = node.inputs().stream().map(values::get).toList();
            Tensor output = node == graph.input()
                    ? bench.asActivations(images)
                    : node.operation().infer(bench, parameters, inputs);
            for (int other = 1; other < readers.getOrDefault(node, 1); other++) {
                output.hold();
            }
            inputs.forEach(bench::release);
            values.put(node, output);
        }
        return values.get(graph.output());
    }

    /**
     * @param features of the shape that the program is for, in row-major order
     * @return the logits [image][class]; used again by the next run
     */
    public float[] run(INDArray features) {
        images.moveTo(ParameterArrays.addressOf(features, 0));
        steps.forEach(Step::run);
        logits.read(logitValues);
        return logitValues;
    }

    /**
     * Runs with an eye on the clock, step by step.
     *
     * @param features as {@link #run} takes them
     * @return those layers that have steps of their own, in the order in which they run
     */
    public List<LayerTime> time(INDArray features) {
        images.moveTo(ParameterArrays.addressOf(features, 0));
        Map<String, Long> nanos = new LinkedHashMap<>();
        for (Step step : steps) {
            long start = System.nanoTime();
            step.run();
            nanos.merge(step.layer(), System.nanoTime() - start, Long::sum);
        }
        return nanos.entrySet().stream()
                .map(layer -> new LayerTime(layer.getKey(), layer.getValue() / 1e6))
                .toList();
    }

    @Override
    public void close() {
        resources.close();
    }
}
