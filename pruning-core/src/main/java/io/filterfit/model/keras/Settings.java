package io.filterfit.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.filterfit.model.ModelFile;
import io.filterfit.spec.CompressionException;
import java.util.function.Predicate;

/**
 * What a layer is configured to be.
 *
 * @param file for messages
 * @param layer its name, for messages
 * @param className its class in Keras
 * @param values as Keras serialises them
 */
record Settings(ModelFile file, String layer, String className, JsonNode values) {

    /** Whether something is there, and not null. */
    boolean has(String key) {
        return values.hasNonNull(key);
    }

    JsonNode get(String key) {
        return values.path(key);
    }

    String text(String key, String otherwise) {
        return has(key) ? checked(key, JsonNode::isTextual).textValue() : otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        return has(key) ? checked(key, JsonNode::isBoolean).booleanValue() : otherwise;
    }

    int whole(String key, int otherwise) {
        return has(key) ? checked(key, JsonNode::canConvertToInt).intValue() : otherwise;
    }

    float real(String key, float otherwise) {
        return has(key) ? real(get(key), key) : otherwise;
    }

    /** Keras serialises numpy's scalars as objects with a value. */
    private float real(JsonNode value, String key) {
        JsonNode number = value.isObject() ? value.path("config").path("value") : value;
        if (!number.isNumber()) {
            throw damaged(key);
        }
        return (float) number.doubleValue();
    }

    /** Height and width; one number stands for both. */
    long[] pair(String key, long otherwise) {
        if (!has(key)) {
            return new long[] {otherwise, otherwise};
        }
        JsonNode value = get(key);
        if (value.isIntegralNumber()) {
            return new long[] {whole(value, key), whole(value, key)};
        }
        if (!value.isArray() || value.size() != 2) {
            throw damaged(key);
        }
        return new long[] {whole(value.get(0), key), whole(value.get(1), key)};
    }

    /** Top, bottom, left and right: written as a number, as a pair for height and width, or as a pair of pairs. */
    long[] sides(String key) {
        JsonNode value = get(key);
        if (value.isArray() && value.size() == 2 && value.get(0).isArray()) {
            return new long[] {
                whole(value.get(0).path(0), key),
                whole(value.get(0).path(1), key),
                whole(value.get(1).path(0), key),
                whole(value.get(1).path(1), key)
            };
        }
        long[] pair = pair(key, 0);
        return new long[] {pair[0], pair[0], pair[1], pair[1]};
    }

    /** One number for each channel; a single one stands for all. */
    float[] perChannel(String key, float otherwise, int channels) {
        float[] values = new float[channels];
        JsonNode given = get(key);
        while (given.isArray() && given.size() == 1) {
            given = given.get(0);
        }
        if (given.isArray() && given.size() != channels) {
            throw damaged(key);
        }
        for (int channel = 0; channel < channels; channel++) {
            values[channel] = has(key) ? real(given.isArray() ? given.get(channel) : given, key) : otherwise;
        }
        return values;
    }

    private long whole(JsonNode value, String key) {
        if (!value.canConvertToInt() || value.intValue() < 0) {
            throw damaged(key);
        }
        return value.intValue();
    }

    private JsonNode checked(String key, Predicate<JsonNode> right) {
        if (!right.test(get(key))) {
            throw damaged(key);
        }
        return get(key);
    }

    private CompressionException damaged(String key) {
        return file.unreadable("'" + key + "' of " + this + " is not what Keras writes; save the model again");
    }

    /** @param why completes "layer 'x' (Conv2D) ..." and says what to do */
    CompressionException unsupported(String why) {
        return file.unsupported(this + " " + why);
    }

    void require(boolean met, String why) {
        if (!met) {
            throw unsupported(why);
        }
    }

    @Override
    public String toString() {
        return "layer '" + layer + "' (" + className + ")";
    }
}
