package io.filterfit.model.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds groups of nodes that stand for one operation, and puts one node in their place.
 *
 * <p>A group is found by its last node. The others stay where something else reads them, and go where nothing does.
 */
final class Patterns {

    static final String SWISH = "Swish";
    static final String CHANNEL_SHUFFLE = "ChannelShuffle";

    /** Attribute of a Gemm that a Softmax follows. */
    static final String WITH_SOFTMAX = "filterfit.softmax";

    private final OnnxGraph graph;
    private final Map<String, OnnxNode> producers;
    private final Map<String, Integer> readers;

    private Patterns(OnnxGraph graph) {
        this.graph = graph;
        this.producers = graph.producers();
        this.readers = graph.readers();
    }

    /** A graph that computes the same with fewer nodes. */
    static OnnxGraph simplify(OnnxGraph graph) {
        return new Patterns(graph).simplify();
    }

    private OnnxGraph simplify() {
        List<OnnxNode> nodes = new ArrayList<>();
        for (OnnxNode node : graph.nodes()) {
            OnnxNode simpler = simplified(node);
            simpler.outputs().forEach(output -> producers.put(output, simpler));
            nodes.add(simpler);
        }
        return graph.with(needed(nodes));
    }

    /** The nodes that an output depends on. */
    private List<OnnxNode> needed(List<OnnxNode> nodes) {
        Set<String> values = new HashSet<>(graph.outputs());
        List<OnnxNode> needed = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            OnnxNode node = nodes.get(i);
            if (node.outputs().stream().anyMatch(values::contains)) {
                values.addAll(node.inputs());
                needed.add(0, node);
            }
        }
        return needed;
    }

    private OnnxNode simplified(OnnxNode node) {
        return switch (node.operator()) {
            case "Mul" -> first(node, swish(node), hardSwish(node), scaled(node));
            case "Div" -> first(node, scaled(node));
            case "Add" -> first(node, biased(node));
            case "Slice" -> first(node, sliced(node));
            case "Reshape" -> first(node, shuffled(node));
            case "Softmax" -> first(node, classified(node));
            default -> node;
        };
    }

    @SafeVarargs
    private static OnnxNode first(OnnxNode otherwise, Optional<OnnxNode>... found) {
        return Arrays.stream(found).flatMap(Optional::stream).findFirst().orElse(otherwise);
    }

    /** The node of this operator that gives a value. */
    private Optional<OnnxNode> producer(String value, String operator) {
        return Optional.ofNullable(producers.get(value)).filter(node -> node.is(operator));
    }

    /** The only element of a constant. */
    private Optional<Float> scalar(String value) {
        return graph.constant(value).filter(tensor -> tensor.length() == 1).map(tensor -> tensor.real(0));
    }

    private boolean isScalar(String value, double wanted) {
        return scalar(value)
                .filter(scalar -> Math.abs(scalar - wanted) <= 1e-6 * Math.abs(wanted))
                .isPresent();
    }

    /** x * Sigmoid(x) */
    private Optional<OnnxNode> swish(OnnxNode node) {
        return gated(node, "Sigmoid").map(sigmoid -> node.replacedBy(SWISH, Map.of(), sigmoid.input(0)));
    }

    /** x * HardSigmoid(x) with slope 1/6 and offset 1/2 */
    private Optional<OnnxNode> hardSwish(OnnxNode node) {
        return gated(node, "HardSigmoid")
                .filter(gate -> Math.abs(gate.real("alpha", 0.2f) - 1 / 6f) < 1e-6 && gate.real("beta", 0.5f) == 0.5f)
                .map(gate -> node.replacedBy("HardSwish", Map.of(), gate.input(0)));
    }

    /** The gate f(x) of f(x) * x. */
    private Optional<OnnxNode> gated(OnnxNode node, String function) {
        for (int i = 0; i < 2; i++) {
            String other = node.input(1 - i);
            Optional<OnnxNode> gate = producer(node.input(i), function)
                    .filter(found -> found.input(0).equals(other));
            if (gate.isPresent()) {
                return gate;
            }
        }
        return Optional.empty();
    }

    /** Clip(x + 3, 0, 6) / 6, which is a HardSigmoid, and x * Clip(x + 3, 0, 6) / 6, a HardSwish. */
    private Optional<OnnxNode> scaled(OnnxNode node) {
        String value;
        if (node.is("Div") ? isScalar(node.input(1), 6) : isScalar(node.input(1), 1 / 6d)) {
            value = node.input(0);
        } else if (node.is("Mul") && isScalar(node.input(0), 1 / 6d)) {
            value = node.input(1);
        } else {
            return Optional.empty();
        }
        Optional<OnnxNode> hardSigmoid =
                clippedSum(value).map(x -> node.replacedBy("HardSigmoid", Map.of("alpha", 1 / 6f, "beta", 0.5f), x));
        return hardSigmoid.or(() -> producer(value, "Mul").flatMap(product -> {
            for (int i = 0; i < 2; i++) {
                Optional<String> x = clippedSum(product.input(i));
                if (x.isPresent() && x.get().equals(product.input(1 - i))) {
                    return Optional.of(node.replacedBy("HardSwish", Map.of(), x.get()));
                }
            }
            return Optional.empty();
        }));
    }

    /** The x of Clip(x + 3, 0, 6). */
    private Optional<String> clippedSum(String value) {
        return producer(value, "Clip")
                .filter(clip -> clip.has(1)
                        && clip.has(2)
                        && scalar(clip.input(1)).filter(lower -> lower == 0).isPresent()
                        && isScalar(clip.input(2), 6))
                .flatMap(clip -> producer(clip.input(0), "Add"))
                .flatMap(sum -> isScalar(sum.input(1), 3)
                        ? Optional.of(sum.input(0))
                        : Optional.of(sum.input(1)).filter(any -> isScalar(sum.input(0), 3)));
    }

    /** MatMul(x, W) + b */
    private Optional<OnnxNode> biased(OnnxNode node) {
        for (int i = 0; i < 2; i++) {
            String bias = node.input(1 - i);
            Optional<OnnxNode> product = producer(node.input(i), "MatMul");
            if (product.isPresent() && graph.constant(bias).isPresent()) {
                return product.map(dense -> node.replacedBy("Gemm", Map.of(), dense.input(0), dense.input(1), bias));
            }
        }
        return Optional.empty();
    }

    /** A slice of a slice along other axes, as every second pixel is exported: rows first, then columns. */
    private Optional<OnnxNode> sliced(OnnxNode node) {
        return producer(node.input(0), "Slice").flatMap(inner -> {
            List<Slicing> all = new ArrayList<>(slicings(inner));
            Set<Integer> axes = new HashSet<>();
            all.forEach(slicing -> axes.add(slicing.axis()));
            List<Slicing> outer = slicings(node);
            all.addAll(outer);
            return outer.stream().anyMatch(slicing -> axes.contains(slicing.axis()))
                    ? Optional.empty()
                    : Optional.of(node.replacedBy("Slice", Map.of(Slicing.READ, Slicing.written(all)), inner.input(0)));
        });
    }

    private List<Slicing> slicings(OnnxNode slice) {
        return Slicing.of(slice, graph, graph.shape(slice.input(0)));
    }

    /** [n, c, h, w] as [n, a, b, h, w], a and b exchanged, as [n, c, h, w] again: channel j * a + i was i * b + j. */
    private Optional<OnnxNode> shuffled(OnnxNode node) {
        return producer(node.input(0), "Transpose").flatMap(transposition -> producer(transposition.input(0), "Reshape")
                .filter(split -> isShuffle(split, transposition, node))
                .map(split -> {
                    long[] groups = graph.shape(split.output());
                    long[] channels = new long[(int) (groups[1] * groups[2])];
                    for (int i = 0; i < channels.length; i++) {
                        channels[i] = i % groups[1] * groups[2] + i / groups[1];
                    }
                    return node.replacedBy(CHANNEL_SHUFFLE, Map.of(Shuffle.CHANNELS, channels), split.input(0));
                }));
    }

    private boolean isShuffle(OnnxNode split, OnnxNode transposition, OnnxNode merge) {
        long[] before = graph.shape(split.input(0));
        long[] groups = graph.shape(split.output());
        if (before.length != 4 || groups.length < 4 || !Arrays.equals(before, graph.shape(merge.output()))) {
            return false;
        }
        int[] order = Permutation.of(transposition, groups.length);
        for (int axis = 0; axis < order.length; axis++) {
            int wanted = axis == 1 ? 2 : axis == 2 ? 1 : axis;
            if (order[axis] != wanted) {
                return false;
            }
        }
        return groups[0] == before[0] && groups[1] * groups[2] == before[1];
    }

    /** A dense layer and its softmax at the end of the network. */
    private Optional<OnnxNode> classified(OnnxNode node) {
        boolean last = graph.outputs().contains(node.output()) && readers.get(node.output()) == 1;
        long[] shape = graph.shape(node.input(0));
        return Optional.ofNullable(producers.get(node.input(0)))
                .filter(dense -> dense.is("Gemm") || dense.is("MatMul"))
                .filter(dense -> last && shape.length == 2 && readers.get(dense.output()) == 1)
                .filter(dense -> Shapes.axis(node.whole("axis", -1), 2) == 1)
                .map(dense -> new OnnxNode(
                                dense.name(), dense.operator(), dense.inputs(), node.outputs(), dense.attributes())
                        .with(WITH_SOFTMAX, 1L));
    }
}
