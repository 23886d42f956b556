package io.filterfit.model.onnx;

import io.filterfit.model.ModelFile;
import io.filterfit.model.ReadLimits;
import io.filterfit.spec.CompressionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A graph that the reader of another format draws up in the terms of ONNX, value by value, so that it becomes a network as ONNX models
 * do. Images are [n, c, h, w] here, whatever they are in that format.
 *
 * <p>Every method throws a {@link CompressionException} that names the node where something does not fit.
 */
public final class GraphDraft {

    /** An image as a vector in the order h, w, c; ONNX's own Flatten has c, h, w. */
    public static final String PIXEL_FLATTEN = PixelFlattening.NAME;

    /** x * sigmoid(x) */
    public static final String SWISH = Patterns.SWISH;

    private final ModelFile file;
    private final ReadLimits limits;
    private final OnnxGraph graph = new OnnxGraph(
            new ArrayList<>(), new HashMap<>(), new HashMap<>(), new ArrayList<>(), new ArrayList<>(), Batch.SYMBOLIC);
    private final Set<String> names = new HashSet<>();

    public GraphDraft(ModelFile file, ReadLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /**
     * Adds an input.
     *
     * @param shape of one image, channels, height and width, or the length of a vector
     * @return the value that stands for it
     */
    public String input(String name, long... shape) {
        return guarded(() -> {
            String value = free(name);
            for (long size : shape) {
                if (size < 1) {
                    throw OnnxException.damaged("its input '" + name + "' has the shape " + Shapes.text(shape));
                }
            }
            Shapes.elements(shape);
            graph.shapes()
                    .put(
                            value,
                            LongStream.concat(LongStream.of(graph.batch()), LongStream.of(shape))
                                    .toArray());
            graph.inputs().add(value);
            return value;
        });
    }

    /**
     * Adds weights.
     *
     * @param shape of the values as they come
     * @param values in row-major order
     * @param order which of their axes each axis of the constant is; none leaves them as they are
     */
    public String constant(String name, long[] shape, float[] values, int... order) {
        return guarded(() -> {
            Tensor tensor = Tensor.of(shape, values);
            String value = free(name);
            graph.constants().put(value, order.length == 0 ? tensor : tensor.transposed(order));
            return value;
        });
    }

    /** Adds a vector of whole numbers. */
    public String constant(String name, long... values) {
        String value = free(name);
        graph.constants().put(value, Tensor.vector(values));
        return value;
    }

    /** The same constant in another shape of as many. */
    public void reshape(String constant, long... shape) {
        graph.constants().computeIfPresent(constant, (name, tensor) -> tensor.reshaped(shape));
    }

    /**
     * Adds a node.
     *
     * @param name that its layer will bear, if no other does
     * @param attributes a Long, Float, String, long[] or float[] each
     * @param inputs values; blank where an optional one is left out
     * @return the value that it gives
     */
    public String node(String name, String operator, Map<String, Object> attributes, String... inputs) {
        return guarded(() -> {
            if (graph.nodes().size() >= limits.maximumLayers()) {
                throw OnnxException.damaged("it has more than " + limits.maximumLayers() + " layers");
            }
            String value = free(name);
            OnnxNode node = new OnnxNode(value, operator, List.of(inputs), List.of(value), attributes);
            Folding.infer(node, graph);
            graph.nodes().add(node);
            return value;
        });
    }

    /** The shape of a value, [n, c, h, w] or [n, length]; n stands for any number. */
    public long[] shape(String value) {
        return graph.shape(value).clone();
    }

    /** The network that gives these values. */
    public ComputationGraph network(List<String> outputs) {
        return guarded(() -> {
            graph.outputs().addAll(outputs);
            return Assembly.network(Patterns.simplify(graph));
        });
    }

    private <T> T guarded(Supplier<T> drawing) {
        try {
            return drawing.get();
        } catch (OnnxException e) {
            throw e.of(file);
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            throw file.unreadable("its shapes are impossible; save the model again", e);
        }
    }

    private String free(String name) {
        String free = name;
        for (int number = 2; !names.add(free); number++) {
            free = name + "_" + number;
        }
        return free;
    }
}
