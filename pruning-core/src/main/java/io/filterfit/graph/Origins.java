package io.filterfit.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where channels come from. Each filter of a layer is one origin; origins that can only be removed together are united
 * (disjoint sets, path halving), and an origin that cannot be removed at all is fixed, with the reason.
 */
final class Origins {

    private int[] parents = new int[1024];
    private boolean[] added = new boolean[1024];
    private int count;
    private final Map<Integer, String> reasons = new HashMap<>();

    /** New origins, one for each channel of an activation. */
    Channels fresh(int channels) {
        int[] origins = new int[channels];
        while (count + channels > parents.length) {
            parents = Arrays.copyOf(parents, 2 * parents.length);
            added = Arrays.copyOf(added, 2 * added.length);
        }
        for (int i = 0; i < channels; i++) {
            parents[count] = count;
            origins[i] = count++;
        }
        return Channels.of(origins);
    }

    /** New origins that can never be removed; the reason is not reported of them, only of what they are united with. */
    Channels fixed(int channels, String reason) {
        Channels fixed = fresh(channels);
        fix(fixed, reason);
        return fixed;
    }

    void fix(Channels channels, String reason) {
        for (int i = 0; i < channels.size(); i++) {
            reasons.putIfAbsent(representative(channels.origin(i)), reason);
        }
    }

    /** Channel i of the one can only go together with channel i of the other; both must have as many. */
    void unite(Channels one, Channels other) {
        for (int i = 0; i < one.size(); i++) {
            unite(one.origin(i), other.origin(i));
        }
    }

    void unite(int one, int other) {
        int first = representative(one);
        int second = representative(other);
        if (first == second) {
            return;
        }
        int older = Math.min(first, second);
        int younger = Math.max(first, second);
        parents[younger] = older;
        added[older] |= added[younger];
        String reason = reasons.remove(younger);
        if (reason != null) {
            reasons.putIfAbsent(older, reason);
        }
    }

    /** Records that an element-wise addition touches these channels. */
    void markAdded(Channels channels) {
        for (int i = 0; i < channels.size(); i++) {
            added[representative(channels.origin(i))] = true;
        }
    }

    boolean isAdded(int representative) {
        return added[representative];
    }

    /** The one origin that stands for all that are united with this one. */
    int representative(int origin) {
        int current = origin;
        while (parents[current] != current) {
            parents[current] = parents[parents[current]];
            current = parents[current];
        }
        return current;
    }

    /** Why the origins that this one stands for cannot be removed; null if they can. */
    String reason(int representative) {
        return reasons.get(representative);
    }

    int count() {
        return count;
    }
}
