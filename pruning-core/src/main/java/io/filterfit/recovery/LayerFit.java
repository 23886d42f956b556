package io.filterfit.recovery;

import io.filterfit.graph.ChannelFlow;
import io.filterfit.graph.Cut;
import io.filterfit.graph.VertexFlow;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The least-squares fit of one convolution or dense layer of a pruned network. */
final class LayerFit {

    /** Rows beyond so many for each unknown tell nothing new; positions are then sampled. */
    private static final int ROWS_PER_UNKNOWN = 32;

    private static final int ROWS_AT_LEAST = 65_536;
    private static final int ROWS_IN_CHUNK = 4_096;
    private static final long SEED = 20_170_719;

    private final ComputationGraph pruned;
    private final VertexFlow vertex;
    private final Optional<INDArray> constant;
    private final boolean constantIsMean;
    private final INDArray weights;
    private final int[] outputs;
    private final int unknowns;
    private final Patches patches;

    LayerFit(ComputationGraph pruned, VertexFlow vertex, ChannelFlow flow, Cut cut) {
        this.pruned = pruned;
        this.vertex = vertex;
        outputs = cut.kept(vertex.output());
        patches = new Patches(
                vertex.layer().orElseThrow(),
                cut.kept(vertex.layerInput()).length,
                vertex.layerInputType(),
                vertex.outputType());
        var layer = pruned.getLayer(vertex.name());
        weights = layer.getParam("W");
        INDArray bias = layer.paramTable().get("b");
        constantIsMean = bias == null;
        constant = bias != null ? Optional.of(bias) : flow.meanBehind(pruned, vertex);
        unknowns = patches.length() + (constant.isPresent() ? 1 : 0);
    }

    /**
     * @param inputs what reaches the layer in the pruned network, batch by batch
     * @param targets what it put out before the cut, all channels, without activation function
     */
    void fit(List<INDArray> inputs, List<INDArray> targets) {
        NormalEquations equations = new NormalEquations(unknowns, outputs.length);
        long images = inputs.stream().mapToLong(batch -> batch.size(0)).sum();
        long wanted = Math.max(ROWS_AT_LEAST, (long) ROWS_PER_UNKNOWN * unknowns);
        double share = Math.min(1, (double) wanted / (images * patches.positions()));
        Random random = new Random(SEED);
        RowChunk chunk = new RowChunk(equations);
        for (int batch = 0; batch < inputs.size(); batch++) {
            float[] x = inputs.get(batch).dup('c').data().asFloat();
            float[] y = targets.get(batch).dup('c').data().asFloat();
            int inBatch = (int) inputs.get(batch).size(0);
            for (int image = 0; image < inBatch; image++) {
                for (int position = 0; position < patches.positions(); position++) {
                    if (share >= 1 || random.nextDouble() < share) {
                        chunk.add(x, image, y, position);
                    }
                }
            }
        }
        chunk.flush();
        store(equations.solve(current()));
    }

    /** Rows on their way into the equations. */
    private final class RowChunk {

        private final NormalEquations equations;
        private final float[] x = new float[ROWS_IN_CHUNK * unknowns];
        private final float[] y = new float[ROWS_IN_CHUNK * outputs.length];
        private int rows;

        RowChunk(NormalEquations equations) {
            this.equations = equations;
        }

        void add(float[] input, int image, float[] target, int position) {
            patches.copy(input, image * patches.imageLength(), position, x, rows * unknowns);
            if (constant.isPresent()) {
                x[rows * unknowns + unknowns - 1] = 1;
            }
            int channels = vertex.output().size();
            int start = image * channels * patches.positions();
            for (int i = 0; i < outputs.length; i++) {
                int place =
                        channelsLast() ? position * channels + outputs[i] : outputs[i] * patches.positions() + position;
                y[rows * outputs.length + i] = target[start + place];
            }
            if (++rows == ROWS_IN_CHUNK) {
                flush();
            }
        }

        void flush() {
            if (rows > 0) {
                equations.add(matrix(x, unknowns), matrix(y, outputs.length));
                rows = 0;
            }
        }

        private INDArray matrix(float[] values, int columns) {
            return Nd4j.createFromArray(Arrays.copyOf(values, rows * columns)).reshape(rows, columns);
        }
    }

    private boolean channelsLast() {
        return vertex.outputType() instanceof InputTypeConvolutional image && image.getFormat() == CNN2DFormat.NHWC;
    }

    /** The weights as they are, and 0 for the constant of a batch normalisation, row-major [unknowns, outputs]. */
    private double[] current() {
        double[] rows = Nd4j.toFlattened('c', inputsByOutputs()).data().asDouble();
        double[] current = Arrays.copyOf(rows, unknowns * outputs.length);
        if (constant.isPresent() && !constantIsMean) {
            for (int output = 0; output < outputs.length; output++) {
                current[(unknowns - 1) * outputs.length + output] =
                        constant.get().getDouble(output);
            }
        }
        return current;
    }

    private void store(double[] solution) {
        INDArray fitted = Nd4j.createFromArray(Arrays.copyOf(solution, patches.length() * outputs.length))
                .reshape(patches.length(), outputs.length)
                .castTo(weights.dataType());
        if (weights.rank() == 2) {
            weights.assign(fitted);
        } else {
            weights.assign(fitted.transpose().dup('c').reshape('c', weights.shape()));
        }
        constant.ifPresent(parameter -> {
            for (int output = 0; output < outputs.length; output++) {
                double value = solution[(unknowns - 1) * outputs.length + output];
                parameter.putScalar(output, constantIsMean ? parameter.getDouble(output) - value : value);
            }
        });
    }

    /** W as a matrix [patch, outputs]. */
    private INDArray inputsByOutputs() {
        return weights.rank() == 2
                ? weights
                : weights.dup('c')
                        .reshape('c', outputs.length, patches.length())
                        .transpose();
    }
}
