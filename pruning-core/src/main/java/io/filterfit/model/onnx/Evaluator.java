package io.filterfit.model.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/** Computes nodes all of whose inputs are constant, as ONNX defines them. */
final class Evaluator {

    private static final int FLOAT_TYPES = 1;

    /** @see Evaluator#evaluate */
    private interface Rule {
        Tensor apply(OnnxNode node, List<Tensor> inputs);
    }

    private final Budget budget;
    private final Map<String, Rule> rules = new HashMap<>();

    Evaluator(Budget budget) {
        this.budget = budget;
        rules.put("Constant", (node, in) -> constant(node));
        rules.put("Identity", (node, in) -> in.get(0));
        rules.put("Dropout", (node, in) -> in.get(0));
        rules.put("Cast", (node, in) -> cast(node, in.get(0)));
        rules.put("Shape", (node, in) -> shape(node, in.get(0).shape()));
        rules.put("Size", (node, in) -> shape(node, in.get(0).shape()));
        rules.put("ConstantOfShape", this::constantOfShape);
        rules.put("Range", this::range);
        rules.put("Reshape", (node, in) -> in.get(0)
                .reshaped(Shapes.reshape(in.get(0).shape(), in.get(1).wholes(), node.whole("allowzero", 0) != 0)));
        rules.put("Flatten", (node, in) -> in.get(0)
                .reshaped(Shapes.flatten(
                        in.get(0).shape(),
                        Shapes.axis(node.whole("axis", 1), in.get(0).rank() + 1))));
        rules.put("Squeeze", (node, in) -> in.get(0)
                .reshaped(Shapes.squeeze(
                        in.get(0).shape(), axes(node, in, in.get(0).rank()))));
        rules.put("Unsqueeze", this::unsqueeze);
        rules.put("Transpose", this::transpose);
        rules.put("Concat", this::concat);
        rules.put("Gather", this::gather);
        rules.put("Slice", this::slice);
        rules.put("Expand", this::expand);
        rules.put("Where", this::where);
        binary("Add", Double::sum, Long::sum);
        binary("Sub", (a, b) -> a - b, (a, b) -> a - b);
        binary("Mul", (a, b) -> a * b, (a, b) -> a * b);
        binary("Div", (a, b) -> a / b, (a, b) -> a / b);
        binary("Mod", (a, b) -> a - b * Math.floor(a / b), Math::floorMod);
        binary("Pow", Math::pow, (a, b) -> (long) Math.pow(a, b));
        binary("Min", Math::min, Math::min);
        binary("Max", Math::max, Math::max);
        comparison("Equal", (a, b) -> a == b ? 1 : 0);
        comparison("Less", (a, b) -> a < b ? 1 : 0);
        comparison("Greater", (a, b) -> a > b ? 1 : 0);
        unary("Neg", a -> -a);
        unary("Abs", Math::abs);
        unary("Floor", Math::floor);
        unary("Ceil", Math::ceil);
        unary("Sqrt", Math::sqrt);
        unary("Exp", Math::exp);
        unary("Reciprocal", a -> 1 / a);
    }

    /** @param inputs null where an optional one is left out */
    Tensor evaluate(OnnxNode node, List<Tensor> inputs) {
        Rule rule = rules.get(node.operator());
        if (rule == null || node.outputs().size() > 1) {
            throw node.unsupported("is computed from constants alone, which is not known of this operator");
        }
        try {
            return rule.apply(node, inputs);
        } catch (ArithmeticException | IndexOutOfBoundsException | NullPointerException e) {
            throw OnnxException.damaged(node + " cannot be computed from its inputs", e);
        }
    }

    /** What Shape or Size answer about a value of this shape. */
    Tensor shape(OnnxNode node, long[] shape) {
        if (node.is("Size")) {
            return Tensor.scalar(Shapes.product(shape));
        }
        int start = bound(node.whole("start", 0), shape.length);
        int end = bound(node.whole("end", shape.length), shape.length);
        return Tensor.vector(Arrays.copyOfRange(shape, Math.min(start, end), end));
    }

    private static int bound(long bound, int rank) {
        return (int) Math.max(0, Math.min(rank, bound < 0 ? bound + rank : bound));
    }

    private static Tensor constant(OnnxNode node) {
        for (Map.Entry<String, Object> attribute : node.attributes().entrySet()) {
            Object value = attribute.getValue();
            if (attribute.getKey().startsWith("value")) {
                if (value instanceof Tensor tensor) {
                    return tensor;
                } else if (value instanceof Long whole) {
                    return Tensor.scalar(whole);
                } else if (value instanceof Float real) {
                    return Tensor.scalar(real);
                } else if (value instanceof long[] wholes) {
                    return Tensor.vector(wholes);
                } else if (value instanceof float[] reals) {
                    return Tensor.of(new long[] {reals.length}, reals);
                }
            }
        }
        throw node.unsupported("holds a constant of a kind that is not known");
    }

    private Tensor cast(OnnxNode node, Tensor input) {
        budget.take((long) input.length() * Long.BYTES);
        return switch ((int) node.whole("to", FLOAT_TYPES)) {
            case 1, 10, 11, 16 -> Tensor.of(input.shape(), input.reals());
            case 9 ->
                Tensor.of(
                        input.shape(),
                        IntStream.range(0, input.length())
                                .mapToLong(i -> input.real(i) == 0 ? 0 : 1)
                                .toArray());
            default -> Tensor.of(input.shape(), input.wholes());
        };
    }

    private Tensor constantOfShape(OnnxNode node, List<Tensor> inputs) {
        long[] shape = inputs.get(0).wholes();
        int length = allocate(shape);
        Tensor value = node.attributes().get("value") instanceof Tensor tensor ? tensor : Tensor.scalar(0f);
        return value.picked(shape, i -> 0).reshaped(shape.length == 0 && length == 1 ? new long[0] : shape);
    }

    private Tensor range(OnnxNode node, List<Tensor> inputs) {
        double start = inputs.get(0).real(0);
        double step = inputs.get(2).real(0);
        double steps = Math.ceil((inputs.get(1).real(0) - start) / step);
        long[] shape = {(long) Math.max(0, steps)};
        int length = allocate(shape);
        if (inputs.get(0).isWhole()) {
            long from = inputs.get(0).whole(0);
            long by = inputs.get(2).whole(0);
            return Tensor.of(
                    shape,
                    IntStream.range(0, length).mapToLong(i -> from + i * by).toArray());
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (start + i * step);
        }
        return Tensor.of(shape, values);
    }

    private Tensor unsqueeze(OnnxNode node, List<Tensor> inputs) {
        Tensor input = inputs.get(0);
        long[] wanted = inputs.size() > 1 ? inputs.get(1).wholes() : node.wholes("axes");
        return input.reshaped(Shapes.unsqueeze(input.shape(), Shapes.axes(wanted, input.rank() + wanted.length)));
    }

    private static int[] axes(OnnxNode node, List<Tensor> inputs, int rank) {
        long[] axes = inputs.size() > 1 && inputs.get(1) != null ? inputs.get(1).wholes() : node.wholes("axes");
        return axes.length == 0 ? null : Shapes.axes(axes, rank);
    }

    private Tensor transpose(OnnxNode node, List<Tensor> inputs) {
        Tensor input = inputs.get(0);
        allocate(input.shape());
        return input.transposed(Permutation.of(node, input.rank()));
    }

    private Tensor concat(OnnxNode node, List<Tensor> inputs) {
        int axis = Shapes.axis(node.whole("axis", 0), inputs.get(0).rank());
        long[] shape = inputs.get(0).shape().clone();
        shape[axis] = inputs.stream().mapToLong(input -> input.shape()[axis]).sum();
        int length = allocate(shape);
        boolean whole = inputs.stream().allMatch(Tensor::isWhole);
        long[] longs = new long[whole ? length : 0];
        float[] floats = new float[whole ? 0 : length];
        int inner = (int) Shapes.elements(Arrays.copyOfRange(shape, axis, shape.length));
        int before = 0;
        for (Tensor input : inputs) {
            int part = (int) Shapes.elements(Arrays.copyOfRange(input.shape(), axis, input.rank()));
            for (int i = 0; i < input.length(); i++) {
                int place = i / part * inner + before + i % part;
                if (whole) {
                    longs[place] = input.whole(i);
                } else {
                    floats[place] = input.real(i);
                }
            }
            before += part;
        }
        return whole ? Tensor.of(shape, longs) : Tensor.of(shape, floats);
    }

    private Tensor gather(OnnxNode node, List<Tensor> inputs) {
        Tensor data = inputs.get(0);
        Tensor indices = inputs.get(1);
        int axis = Shapes.axis(node.whole("axis", 0), data.rank());
        long[] shape = new long[data.rank() - 1 + indices.rank()];
        System.arraycopy(data.shape(), 0, shape, 0, axis);
        System.arraycopy(indices.shape(), 0, shape, axis, indices.rank());
        System.arraycopy(data.shape(), axis + 1, shape, axis + indices.rank(), data.rank() - axis - 1);
        allocate(shape);
        int inner = Shapes.strides(data.shape())[axis];
        int size = (int) data.shape()[axis];
        return data.picked(shape, i -> {
            int index = Shapes.axis(indices.whole(i / inner % indices.length()), size);
            return (i / inner / indices.length() * size + index) * inner + i % inner;
        });
    }

    private Tensor slice(OnnxNode node, List<Tensor> inputs) {
        Tensor data = inputs.get(0);
        Map<String, Tensor> constants = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            constants.put(node.inputs().get(i), inputs.get(i));
        }
        OnnxGraph alone = new OnnxGraph(List.of(), constants, Map.of(), List.of(), List.of(), 0);
        List<Slicing> slicings = Slicing.of(node, alone, data.shape());
        long[] shape = Slicing.shape(data.shape(), slicings);
        int[] steps = Shapes.strides(data.shape());
        int start = 0;
        for (Slicing slicing : slicings) {
            start += slicing.start() * steps[slicing.axis()];
        }
        slicings.forEach(slicing -> steps[slicing.axis()] *= slicing.step());
        allocate(shape);
        return data.picked(shape, Shapes.walk(shape, steps, start));
    }

    private Tensor expand(OnnxNode node, List<Tensor> inputs) {
        Tensor data = inputs.get(0);
        long[] shape = fitting(node, data.shape(), inputs.get(1).wholes());
        allocate(shape);
        return data.picked(shape, Shapes.stretched(data.shape(), shape));
    }

    private Tensor where(OnnxNode node, List<Tensor> inputs) {
        Tensor condition = inputs.get(0);
        Tensor yes = inputs.get(1);
        Tensor no = inputs.get(2);
        long[] shape = fitting(node, condition.shape(), fitting(node, yes.shape(), no.shape()));
        int length = allocate(shape);
        IntUnaryOperator ofCondition = Shapes.stretched(condition.shape(), shape);
        IntUnaryOperator ofYes = Shapes.stretched(yes.shape(), shape);
        IntUnaryOperator ofNo = Shapes.stretched(no.shape(), shape);
        long[] longs = new long[yes.isWhole() ? length : 0];
        float[] floats = new float[yes.isWhole() ? 0 : length];
        for (int i = 0; i < length; i++) {
            boolean met = condition.whole(ofCondition.applyAsInt(i)) != 0;
            Tensor chosen = met ? yes : no;
            int index = (met ? ofYes : ofNo).applyAsInt(i);
            if (yes.isWhole()) {
                longs[i] = chosen.whole(index);
            } else {
                floats[i] = chosen.real(index);
            }
        }
        return yes.isWhole() ? Tensor.of(shape, longs) : Tensor.of(shape, floats);
    }

    private void binary(String operator, DoubleBinaryOperator ofReals, LongBinaryOperator ofWholes) {
        rules.put(operator, (node, inputs) -> {
            Tensor left = inputs.get(0);
            Tensor right = inputs.get(1);
            long[] shape = fitting(node, left.shape(), right.shape());
            int length = allocate(shape);
            IntUnaryOperator ofLeft = Shapes.stretched(left.shape(), shape);
            IntUnaryOperator ofRight = Shapes.stretched(right.shape(), shape);
            if (left.isWhole() && right.isWhole()) {
                long[] values = new long[length];
                Arrays.setAll(
                        values,
                        i -> ofWholes.applyAsLong(
                                left.whole(ofLeft.applyAsInt(i)), right.whole(ofRight.applyAsInt(i))));
                return Tensor.of(shape, values);
            }
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = (float)
                        ofReals.applyAsDouble(left.real(ofLeft.applyAsInt(i)), right.real(ofRight.applyAsInt(i)));
            }
            return Tensor.of(shape, values);
        });
    }

    private void comparison(String operator, DoubleBinaryOperator test) {
        binary(operator, test, (a, b) -> (long) test.applyAsDouble(a, b));
        Rule compared = rules.get(operator);
        rules.put(operator, (node, inputs) -> {
            Tensor result = compared.apply(node, inputs);
            return Tensor.of(result.shape(), result.wholes());
        });
    }

    private void unary(String operator, DoubleUnaryOperator function) {
        rules.put(operator, (node, inputs) -> {
            Tensor input = inputs.get(0);
            int length = allocate(input.shape());
            if (input.isWhole()) {
                long[] values = new long[length];
                Arrays.setAll(values, i -> (long) function.applyAsDouble(input.whole(i)));
                return Tensor.of(input.shape(), values);
            }
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = (float) function.applyAsDouble(input.real(i));
            }
            return Tensor.of(input.shape(), values);
        });
    }

    private static long[] fitting(OnnxNode node, long[] left, long[] right) {
        long[] shape = Shapes.broadcast(left, right);
        if (shape == null) {
            throw OnnxException.damaged(
                    node + " combines " + Shapes.text(left) + " and " + Shapes.text(right) + ", which do not fit");
        }
        return shape;
    }

    /** The elements of a result, paid for. */
    private int allocate(long[] shape) {
        long elements = Shapes.elements(shape);
        budget.take(elements * Long.BYTES);
        return (int) elements;
    }
}
