package io.filterfit.norm;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.KthSelector;

/**
 * Finds, for each filter, the largest cosine similarity with any other filter of non-zero weights.
 *
 * <p>Where comparing all pairs costs too much, it grows random-projection trees (Dasgupta and Freund, 2008; the scheme of
 * Annoy): a node halves its filters at the median of their projections on the difference of two of them, a leaf of at most 64
 * is compared pair by pair. The balanced split bounds the work whatever the weights are like. What the trees find is never
 * above the true similarity; filters at a cosine of 0.99 are separated by one tree in about 40 % of the cases for 100,000
 * filters, so eight trees miss one pair in a thousand.
 */
final class NearestFilters {

    private static final int LARGEST_FOREST = 8;

    private final FilterSet filters;
    /** 1 / norm: makes unit vectors, of which |a - b|^2 = 2 - 2 cos(a, b); 0 for filters without direction. */
    private final double[] scale;

    private final double[] cosine;

    private NearestFilters(FilterSet filters, double[] scale) {
        this.filters = filters;
        this.scale = scale;
        this.cosine = new double[filters.filters()];
        Arrays.fill(cosine, -1);
    }

    /**
     * @param members the filters to compare, none of them zero
     * @param scale 1 / ||w_i||_2
     * @return by filter index; -1 for filters that are not members or have no other
     */
    static double[] allPairs(FilterSet filters, double[] scale, int[] members) {
        NearestFilters nearest = new NearestFilters(filters, scale);
        if (members.length > 1) {
            nearest.compareAll(members.length == filters.filters() ? filters : filters.subset(members), members);
        }
        return nearest.cosine;
    }

    private void compareAll(FilterSet compared, int[] members) {
        double[] largest = new double[members.length];
        int[] nearest = new int[members.length];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        InnerProducts products = new InnerProducts(compared);
        products.forEachPair(row -> {
            int filter = row.filter();
            for (int j = 0; j < row.size(); j++) {
                double product = row.cosine(j);
                if (product > largest[filter] && row.other(j) != filter) {
                    largest[filter] = product;
                    nearest[filter] = row.other(j);
                }
            }
        });
        IntStream.range(0, members.length)
                .parallel()
                .forEach(filter -> cosine[members[filter]] = products.cosine(filter, nearest[filter]));
    }

    /** As {@link #allPairs}, but within the leaves of random-projection trees only. */
    static double[] byProjectionTrees(FilterSet filters, double[] scale, int[] members) {
        NearestFilters nearest = new NearestFilters(filters, scale);
        double comparisons = members.length * (PackedFilters.CAPACITY + depth(members.length));
        int trees =
                (int) Math.max(1, Math.min(LARGEST_FOREST, PairBudget.LEAVES.affordablePairs(filters) / comparisons));
        for (int tree = 0; tree < trees; tree++) {
            int[] order = members.clone();
            ForkJoinPool.commonPool().invoke(nearest.new Node(order, 0, order.length, tree));
        }
        return nearest.cosine;
    }

    private static double depth(int members) {
        return Math.max(0, Math.log((double) members / PackedFilters.CAPACITY) / Math.log(2));
    }

    private void compare(int filter, PackedFilters block) {
        float[] squared = new float[PackedFilters.CAPACITY];
        block.squaredDistances(filter, squared);
        double largest = cosine[filter];
        for (int j = 0; j < block.size(); j++) {
            if (block.member(j) != filter) {
                largest = Math.max(largest, 1 - squared[j] / 2);
            }
        }
        cosine[filter] = largest;
    }

    /** Filters order[from..to): the nodes of a level hold disjoint filters, so they can work at the same time. */
    private final class Node extends RecursiveAction {

        private static final long serialVersionUID = 1L;

        private final transient int[] order;
        private final int from;
        private final int to;
        private final long seed;

        Node(int[] order, int from, int to, long seed) {
            this.order = order;
            this.from = from;
            this.to = to;
            this.seed = seed;
        }

        @Override
        protected void compute() {
            if (to - from <= PackedFilters.CAPACITY) {
                PackedFilters block = new PackedFilters(filters, scale, order, from, to);
                for (int i = from; i < to; i++) {
                    compare(order[i], block);
                }
                return;
            }
            SplittableRandom random = new SplittableRandom(seed);
            int middle = halve(random);
            invokeAll(new Node(order, from, middle, random.nextLong()), new Node(order, middle, to, random.nextLong()));
        }

        /** Puts the half with the smaller projections first. */
        private int halve(SplittableRandom random) {
            double[] direction = direction(random);
            double[] projections = IntStream.range(from, to)
                    .parallel()
                    .mapToDouble(i -> project(order[i], direction))
                    .toArray();
            int middle = (from + to) >>> 1;
            double median = new KthSelector().select(projections.clone(), null, middle - from);
            partition(projections, median, middle - from);
            return middle;
        }

        /** Filters equal to the median fill the first half up, in order. */
        private void partition(double[] projections, double median, int half) {
            int below = (int) Arrays.stream(projections).filter(p -> p < median).count();
            int equalInFirst = half - below;
            int[] reordered = new int[to - from];
            int first = 0;
            int second = half;
            for (int i = 0; i < projections.length; i++) {
                boolean inFirst = projections[i] < median || projections[i] == median && equalInFirst-- > 0;
                reordered[inFirst ? first++ : second++] = order[from + i];
            }
            System.arraycopy(reordered, 0, order, from, reordered.length);
        }

        private double[] direction(SplittableRandom random) {
            int width = filters.weightsPerFilter();
            int a = order[random.nextInt(from, to)];
            int b = order[random.nextInt(from, to)];
            double[] direction = new double[width];
            for (int k = 0; k < width; k++) {
                direction[k] =
                        filters.weights()[a * width + k] * scale[a] - filters.weights()[b * width + k] * scale[b];
            }
            return direction;
        }

        private double project(int filter, double[] direction) {
            int start = filter * direction.length;
            double sum = 0;
            for (int k = 0; k < direction.length; k++) {
                sum += filters.weights()[start + k] * direction[k];
            }
            return sum * scale[filter];
        }
    }
}
