package io.filterfit.model;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerType;

/**
 * A normaliser that a model file holds beside the network. It is kept as it is and written back; FilterFit never runs it.
 *
 * @param type one of Deeplearning4j's built-in ones
 * @param content of the entry
 */
public record StoredNormalizer(NormalizerType type, byte[] content) {

    static final int MAXIMUM_BYTES = 16 << 20;

    private static final String HEADER = "NORMALIZER";

    static StoredNormalizer parse(ModelFile file, byte[] content) {
        try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(content))) {
            if (!input.readUTF().equals(HEADER) || input.readInt() != 1) {
                throw file.unreadable("its normaliser is of no known format; save the network again");
            }
            NormalizerType type = NormalizerType.valueOf(input.readUTF());
            if (type == NormalizerType.CUSTOM) {
                throw file.unreadable(
                        "its normaliser is a class of its own, which is never loaded; save the network without it");
            }
            return new StoredNormalizer(type, content);
        } catch (IOException | IllegalArgumentException e) {
            throw file.unreadable("its normaliser is damaged; save the network again", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredNormalizer normalizer
                && normalizer.type == type
                && Arrays.equals(normalizer.content, content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }
}
