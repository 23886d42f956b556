package io.filterfit.graph;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The channels of one activation, in order: of an image [n, c, h, w] or [n, h, w, c] its c channels, of a vector [n, f] its f
 * features.
 *
 * <p>Immutable.
 */
public final class Channels {

    private final int[] origins;
    private final BitSet residual;

    private Channels(int[] origins, BitSet residual) {
        this.origins = origins;
        this.residual = residual;
    }

    static Channels of(int[] origins) {
        return new Channels(origins, new BitSet());
    }

    public int size() {
        return origins.length;
    }

    /** The number of the filter that channel {@code channel} comes from; see {@link Cut}. */
    int origin(int channel) {
        return origins[channel];
    }

    /**
     * Whether something other than 0 is left in a channel when the filter it comes from gives 0, for instance the 0.5 that a sigmoid
     * makes of it. What reads the channel would notice if it was not there.
     */
    public boolean residual(int channel) {
        return residual.get(channel);
    }

    /** The same channels after a function of which f(0) is 0 ({@code keepsZero}) or is not. */
    Channels through(boolean keepsZero) {
        if (keepsZero) {
            return this;
        }
        BitSet all = new BitSet();
        all.set(0, size());
        return new Channels(origins, all);
    }

    /** The same origins, nothing left in any channel: a layer that is itself part of the filter has been zeroed. */
    Channels cleared() {
        return residual.isEmpty() ? this : new Channels(origins, new BitSet());
    }

    /** Channel i of the result is channel {@code sources[i]} of these. */
    Channels select(int[] sources) {
        BitSet selected = new BitSet();
        int[] picked = new int[sources.length];
        for (int i = 0; i < sources.length; i++) {
            picked[i] = origins[sources[i]];
            selected.set(i, residual.get(sources[i]));
        }
        return new Channels(picked, selected);
    }

    /** Channels {@code from} (inclusive) to {@code to} (exclusive). */
    Channels slice(int from, int to) {
        return new Channels(Arrays.copyOfRange(origins, from, to), residual.get(from, to));
    }

    Channels withResidual(BitSet channels) {
        return new Channels(origins, channels);
    }

    BitSet residual() {
        return (BitSet) residual.clone();
    }

    /** All channels of the first, then all of the second, and so on. */
    static Channels concatenate(Iterable<Channels> parts) {
        int size = 0;
        for (Channels part : parts) {
            size += part.size();
        }
        int[] origins = new int[size];
        BitSet residual = new BitSet();
        int offset = 0;
        for (Channels part : parts) {
            System.arraycopy(part.origins, 0, origins, offset, part.size());
            int start = offset;
            part.residual.stream().forEach(channel -> residual.set(start + channel));
            offset += part.size();
        }
        return new Channels(origins, residual);
    }
}
