package io.filterfit.onednn;

import java.util.ArrayList;
import java.util.List;

/**
 * Plans memory while a program is compiled: what is released can be taken again by whatever is computed later. The buffer that was
 * released last is taken first, as it is the likeliest to be in a cache.
 */
final class BufferPool {

    /** A buffer is reused for something smaller, if it is not much smaller. */
    private static final double LARGEST_WASTE = 1.25;

    private final Resources resources;
    private final List<Buffer> free = new ArrayList<>();
    private long allocated;

    BufferPool(Resources resources) {
        this.resources = resources;
    }

    Buffer acquire(long bytes) {
        for (int i = free.size() - 1; i >= 0; i--) {
            Buffer candidate = free.get(i);
            if (candidate.bytes() >= bytes && candidate.bytes() <= LARGEST_WASTE * bytes) {
                free.remove(i);
                return candidate.reused();
            }
        }
        allocated += bytes;
        return Buffer.allocate(resources, bytes);
    }

    void release(Buffer buffer) {
        if (buffer.release()) {
            free.add(buffer);
        }
    }

    /** Bytes of all buffers there are. */
    long allocated() {
        return allocated;
    }
}
