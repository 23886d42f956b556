package io.filterfit.model.keras;

import java.util.List;

/**
 * A layer as the configuration has it.
 *
 * @param name unique in its model
 * @param settings its class, and how it is configured
 * @param calls the arguments of each, in order; a layer that is called several times is shared
 * @param nested the model that this layer is; null for an ordinary layer
 */
record KerasLayer(String name, Settings settings, List<List<Argument>> calls, KerasModel nested) {

    /** A tensor, or a number beside it: the reference is null then. */
    record Argument(Reference reference, double number) {}

    /** The output of this number of the call of this number of a layer. */
    record Reference(String layer, int call, int output) {}

    String className() {
        return settings.className();
    }

    boolean isInput() {
        return className().equals("InputLayer");
    }
}
