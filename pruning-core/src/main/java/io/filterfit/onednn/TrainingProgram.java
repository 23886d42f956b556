package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_nchw;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nhwc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's pass forward and pass back for batches of one shape, compiled to oneDNN's primitives: layouts stay blocked from layer to
 * layer, rectifiers are done in passing, all memory is planned ahead. It reads the network's parameters and writes its flat
 * gradients where they are; nothing is copied but the images' logits.
 */
public final class TrainingProgram implements AutoCloseable {

    private final Resources resources = new Resources();
    private final INDArray weights;
    private final INDArray gradients;
    private final List<Step> forward = new ArrayList<>();
    private final List<Step> backward = new ArrayList<>();
    private final Tensor images;
    private final Tensor logits;
    private final Tensor lossGradient;
    private final float[] logitValues;
    private final long bytes;

    /**
     * @param network whose flat gradient array exists
     * @param shape of a batch, in {@code layout}
     * @param precision of what is computed between layers; weights, their gradients and statistics are float32
     * @throws IllegalArgumentException if there is an {@link CompiledPasses#obstacle}
     */
    public TrainingProgram(ComputationGraph network, long[] shape, CNN2DFormat layout, Precision precision) {
        Graph graph = Fusion.forTraining(GraphReader.readable(network));
        this.weights = network.params();
        this.gradients = network.getFlattenedGradients();
        try {
            Workbench bench = new Workbench(resources, precision.type());
            this.images = images(resources, shape, layout);
            Recording recording = new Recording(bench, new ParameterArrays(resources, weights, gradients), graph);
            this.logits = recording.forward();
            Descriptor descriptor = logits.descriptor();
            Buffer memory = Buffer.allocate(resources, descriptor.bytes());
            this.lossGradient = Tensor.over(resources, descriptor, memory.pointer());
            this.logitValues = new float[(int) (descriptor.size(0) * descriptor.size(1))];
            recording.backward();
            bench.finish();
            this.bytes = bench.allocated();
        } catch (RuntimeException | Error failure) {
            resources.close();
            throw failure;
        }
    }

    /** Of a batch as Deeplearning4j has it. */
    static Tensor images(Resources resources, long[] shape, CNN2DFormat layout) {
        Descriptor descriptor = layout == CNN2DFormat.NHWC
                ? Descriptor.of(resources, DataType.FLOAT32, dnnl_nhwc, shape[0], shape[3], shape[1], shape[2])
                : Descriptor.of(resources, DataType.FLOAT32, dnnl_nchw, shape);
        return Tensor.over(resources, descriptor, null);
    }

    /**
     * Runs both passes and leaves the sums of the gradients in the network's flat gradient array.
     *
     * @param features of the shape that the program is for, in row-major order
     * @param loss gets the logits [image][class] and returns the loss's derivatives by them; both are used again
     */
    public void run(INDArray features, UnaryOperator<float[]> loss) {
        images.moveTo(ParameterArrays.addressOf(features, 0));
        forward.forEach(Step::run);
        logits.read(logitValues);
        lossGradient.write(loss.apply(logitValues));
        backward.forEach(Step::run);
    }

    /** Memory that the program holds outside the heap. */
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        resources.close();
    }

    /** Writes the two lists of steps. */
    private final class Recording {

        private final Workbench bench;
        private final ParameterArrays parameters;
        private final Graph graph;
        private final List<Node> order;
        private final Map<Node, Value> values = new HashMap<>();
        private final Map<Node, Operation.Trained> trained = new HashMap<>();
        private final Map<Node, Tensor> gradientOf = new HashMap<>();

        Recording(Workbench bench, ParameterArrays parameters, Graph graph) {
            this.bench = bench;
            this.parameters = parameters;
            this.graph = graph;
            this.order = graph.inOrder();
        }

        Tensor forward() {
            bench.recordTo(forward);
            Map<Node, Integer> readers = graph.readers();
            for (Node node : order) {
                bench.workOn(node.name());
                Value value = node == graph.input() ? new Value(bench.asActivations(images), false) : forward(node);
                for (int other = 1; other < readers.getOrDefault(node, 1); other++) {
                    value.tensor().hold();
                }
                node.inputs().forEach(input -> bench.release(values.get(input).tensor()));
                values.put(node, value);
            }
            return values.get(graph.output()).tensor();
        }

        private Value forward(Node node) {
            List<Value> inputs = node.inputs().stream().map(values::get).toList();
            Operation.Trained pass = node.operation().train(bench, parameters, inputs);
            for (Tensor kept : pass.kept()) {
                if (kept == pass.output().tensor() || inputs.stream().anyMatch(input -> input.tensor() == kept)) {
                    kept.hold();
                }
            }
            trained.put(node, pass);
            return pass.output();
        }

        void backward() {
            bench.recordTo(backward);
            gradientOf.put(graph.output(), lossGradient);
            for (int i = order.size() - 1; i > 0; i--) {
                Node node = order.get(i);
                if (node == graph.input()) {
                    continue;
                }
                bench.workOn(node.name());
                Operation.Trained pass = trained.get(node);
                Tensor gradient = gradientOf.remove(node);
                if (gradient != null) {
                    pass.backward(bench, gradient, new Sink(node));
                    bench.release(gradient);
                }
                pass.kept().forEach(bench::release);
            }
        }

        /** Adds up the gradients that a node's inputs get from their readers. */
        private final class Sink implements Operation.InputGradients {

            private final Node node;

            Sink(Node node) {
                this.node = node;
            }

            @Override
            public boolean wanted(int input) {
                return values.get(node.inputs().get(input)).trainable();
            }

            @Override
            public void give(int input, Tensor given) {
                Node to = node.inputs().get(input);
                Tensor gradient = bench.reordered(given, values.get(to).descriptor());
                if (gradient != given) {
                    bench.release(given);
                }
                gradientOf.merge(to, gradient, this::sum);
            }

            private Tensor sum(Tensor left, Tensor right) {
                Tensor sum;
                if (!left.isShared()) {
                    sum = left.hold();
                } else {
                    sum = right.isShared() ? bench.tensor(left.descriptor()) : right.hold();
                }
                bench.add(left, right, sum, null);
                bench.release(left);
                bench.release(right);
                return sum;
            }
        }
    }
}
