package io.filterfit.surgery;

import java.util.function.Supplier;

/** Told of the steps of a cut as they are taken: {@code plan} or {@code search}, {@code surgery}, {@code equivalence}, {@code recovery}. */
public interface PruningSteps {

    /** Tells nobody. */
    PruningSteps UNTOLD = new PruningSteps() {
        @Override
        public <T> T step(String name, Supplier<T> work) {
            return work.get();
        }
    };

    /** Does the work, and passes on what it gives or throws. */
    <T> T step(String name, Supplier<T> work);
}
