package io.filterfit.onednn;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory outside the heap, aligned to cache lines, zeroed when new. */
final class Buffer {

    private static final int ALIGNMENT = 64;

    private final BytePointer allocation;
    private final BytePointer aligned;
    private final long bytes;
    private int holders = 1;

    private Buffer(BytePointer allocation, long bytes) {
        this.allocation = allocation;
        this.bytes = bytes;
        long offset = (ALIGNMENT - allocation.address() % ALIGNMENT) % ALIGNMENT;
        this.aligned = allocation.getPointer(offset);
    }

    /** @throws OutOfMemoryError beyond what the process may allocate outside the heap */
    static Buffer allocate(Resources resources, long bytes) {
        BytePointer allocation = new BytePointer(Math.max(1, bytes) + ALIGNMENT);
        resources.add(allocation::close);
        Pointer.memset(allocation, 0, allocation.capacity());
        return new Buffer(allocation, bytes);
    }

    Pointer pointer() {
        return aligned;
    }

    long bytes() {
        return bytes;
    }

    /** One more that reads it. */
    void hold() {
        holders++;
    }

    /** @return whether nobody reads it any more */
    boolean release() {
        return --holders == 0;
    }

    boolean isShared() {
        return holders > 1;
    }

    Buffer reused() {
        holders = 1;
        return this;
    }

    @Override
    public String toString() {
        return bytes + " bytes at " + allocation.address();
    }
}
