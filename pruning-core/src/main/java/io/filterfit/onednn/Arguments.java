package io.filterfit.onednn;

import java.util.ArrayList;
import java.util.List;

/** Which tensor is which argument ({@code DNNL_ARG_...}) of a primitive. */
final class Arguments {

    record Argument(int number, Tensor tensor) {}

    private final List<Argument> all = new ArrayList<>();

    static Arguments of(int number, Tensor tensor) {
        return new Arguments().and(number, tensor);
    }

    Arguments and(int number, Tensor tensor) {
        all.add(new Argument(number, tensor));
        return this;
    }

    /** @param tensor may be null, and is then left out */
    Arguments andIfPresent(int number, Tensor tensor) {
        return tensor == null ? this : and(number, tensor);
    }

    List<Argument> all() {
        return all;
    }
}
