package io.filterfit.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.filterfit.spec.Checks;
import java.util.List;

/**
 * What became of the channels of one side of a layer.
 *
 * @param before how many there were
 * @param kept which of them stayed: ascending, from 0
 * @param flattened where they are the pixels of an image: of which one; null elsewhere
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChannelCut(int before, List<Integer> kept, Flattened flattened) {

    public ChannelCut {
        kept = checked("kept", before, kept);
    }

    /**
     * An image that was flattened. A framework that flattens in another order goes by its channels.
     *
     * @param order {@code chw}, if a channel's pixels are neighbours, or {@code hwc}
     * @param kept which of the image's channels stayed
     */
    public record Flattened(int channels, int height, int width, String order, List<Integer> kept) {
        public Flattened {
            kept = checked("flattened.kept", channels, kept);
        }
    }

    static List<Integer> checked(String property, int size, List<Integer> kept) {
        int last = -1;
        for (Integer channel : Checks.present(property, kept)) {
            if (channel == null || channel <= last || channel >= size) {
                throw Checks.invalid(property + " holds " + channel + "; it must ascend from 0 to below " + size);
            }
            last = channel;
        }
        if (kept.isEmpty()) {
            throw Checks.invalid(property + " is empty; at least one has to stay");
        }
        return List.copyOf(kept);
    }
}
