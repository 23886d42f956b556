package io.filterfit.graph;

import java.util.Arrays;

/** Which channels of any activation of a graph stay, once some filters of its groups are gone. */
public final class Cut {

    private final boolean[] removed;

    /** @param removed whether each origin is removed */
    Cut(boolean[] removed) {
        this.removed = removed;
    }

    /** Indices of the channels that stay, ascending. */
    public int[] kept(Channels channels) {
        int[] kept = new int[channels.size()];
        int count = 0;
        for (int channel = 0; channel < kept.length; channel++) {
            if (!removed[channels.origin(channel)]) {
                kept[count++] = channel;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /** Whether the channel goes. */
    public boolean removes(Channels channels, int channel) {
        return removed[channels.origin(channel)];
    }
}
