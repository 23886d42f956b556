package io.filterfit.training;

import io.filterfit.evaluation.Classification;

/**
 * Weights that might be kept, and how they did on the validation split.
 *
 * @param weights all parameters, flat; not to be changed
 */
record Candidate(float[] weights, Classification validation) {

    /** Whether it has more images right than another, or as many at a lower loss. */
    boolean beats(int correct, double loss) {
        return validation.correct() > correct || validation.correct() == correct && validation.loss() < loss;
    }

    boolean beats(Candidate other) {
        return beats(other.validation.correct(), other.validation.loss());
    }
}
