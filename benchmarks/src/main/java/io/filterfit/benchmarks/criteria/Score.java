package io.filterfit.benchmarks.criteria;

import io.filterfit.evaluation.Classification;

/** Images classified right, of how many. */
record Score(int correct, int total) {

    static Score of(Classification classification) {
        return new Score(classification.correct(), classification.total());
    }

    /** In [0, 1]. */
    double share() {
        return (double) correct / total;
    }
}
