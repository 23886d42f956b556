package io.filterfit.norm;

import io.filterfit.nd4j.ArrayViews;
import io.filterfit.nd4j.FlatArray;
import io.filterfit.spec.Norm;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares all filters of a group with all or some of them by their inner products: matrix products of a few hundred filters at a time,
 * so that an n x n matrix never exists.
 *
 * <p>Inner products are in float, and so known to about 1e-6 of the product of the two norms. That is too little for the distance of
 * filters that are nearly the same, so near pairs are compared weight by weight, in double.
 */
final class InnerProducts {

    private static final int ROWS = 256;

    /** Squared distances below that share of the squared norms' sum are computed anew. */
    private static final double NEAR = 1e-3;

    private final FilterSet filters;
    private final double[] norms;
    /** Makes the longest filter 1 long, so that no product overflows. */
    private final double scale;

    interface Visitor {

        /** Called several times for each filter, with others each time; on several threads, but never on two for the same filter. */
        void visit(Row row);
    }

    /** One filter beside {@code size} others. */
    final class Row {

        private final int filter;
        private final int[] others;
        private final int from;
        private final int size;
        private final float[] products;
        private final int offset;
        private final int stride;

        private Row(int filter, int[] others, int from, int size, float[] products, int offset, int stride) {
            this.filter = filter;
            this.others = others;
            this.from = from;
            this.size = size;
            this.products = products;
            this.offset = offset;
            this.stride = stride;
        }

        int filter() {
            return filter;
        }

        int size() {
            return size;
        }

        int other(int j) {
            return others[from + j];
        }

        /** About the cosine with another filter; neither may be zero. */
        double cosine(int j) {
            return product(j) / (scaledNorm(filter) * scaledNorm(other(j)));
        }

        double distance(int j) {
            double first = scaledNorm(filter);
            double second = scaledNorm(other(j));
            double both = first * first + second * second;
            double squared = both - 2 * product(j);
            return squared < NEAR * both
                    ? InnerProducts.this.distance(filter, other(j), 1, 1)
                    : Math.sqrt(squared) / scale;
        }

        private double product(int j) {
            return products[offset + j * stride];
        }
    }

    InnerProducts(FilterSet filters) {
        this.filters = filters;
        norms = filters.norms(Norm.L2);
        double longest = Arrays.stream(norms).max().orElseThrow();
        scale = longest > 0 ? 1 / longest : 1;
    }

    /** Compares all filters with one another; each pair's product is taken once. */
    void forEachPair(Visitor visitor) {
        int n = filters.filters();
        int[] all = IntStream.range(0, n).toArray();
        try (INDArray matrix = matrix(filters)) {
            for (int first = 0; first < n; first += ROWS) {
                int from = first;
                int to = Math.min(n, first + ROWS);
                int width = n - from;
                float[] products =
                        products(ArrayViews.slice(matrix, 0, from, n), ArrayViews.slice(matrix, 0, from, to));
                IntStream.range(from, to)
                        .parallel()
                        .forEach(i -> visitor.visit(new Row(i, all, from, width, products, (i - from) * width, 1)));
                IntStream.range(to, n)
                        .parallel()
                        .forEach(j -> visitor.visit(new Row(j, all, from, to - from, products, j - from, width)));
            }
        }
    }

    /** Compares all filters with some. */
    void forEachWith(int[] others, Visitor visitor) {
        int width = others.length;
        try (INDArray matrix = matrix(filters);
                INDArray some = matrix(filters.subset(others))) {
            for (int first = 0; first < filters.filters(); first += ROWS) {
                int from = first;
                int to = Math.min(filters.filters(), first + ROWS);
                float[] products = products(some, ArrayViews.slice(matrix, 0, from, to));
                IntStream.range(from, to)
                        .parallel()
                        .forEach(i -> visitor.visit(new Row(i, others, 0, width, products, (i - from) * width, 1)));
            }
        }
    }

    /** The cosine of two filters that are not zero, in double. */
    double cosine(int a, int b) {
        double distance = distance(a, b, 1 / norms[a], 1 / norms[b]);
        return 1 - distance * distance / 2;
    }

    private double scaledNorm(int filter) {
        return norms[filter] * scale;
    }

    private INDArray matrix(FilterSet set) {
        INDArray matrix = Nd4j.createUninitialized(DataType.FLOAT, set.filters(), set.weightsPerFilter());
        FlatArray.write(set.weights(), matrix);
        return matrix.muli(scale);
    }

    /** @return [rows, others], row by row */
    private static float[] products(INDArray others, INDArray rows) {
        long[] transposed = {others.size(0), rows.size(0)};
        float[] products = new float[Math.toIntExact(transposed[0] * transposed[1])];
        try (INDArray tile = Nd4j.createUninitialized(DataType.FLOAT, transposed, 'f')) {
            Nd4j.gemm(others, rows, tile, false, true, 1, 0);
            FlatArray.read(tile.transpose(), products);
        }
        return products;
    }

    private double distance(int a, int b, double scaleA, double scaleB) {
        int width = filters.weightsPerFilter();
        float[] weights = filters.weights();
        double squared = 0;
        for (int k = 0; k < width; k++) {
            double difference = weights[a * width + k] * scaleA - weights[b * width + k] * scaleB;
            squared += difference * difference;
        }
        return Math.sqrt(squared);
    }
}
