package io.filterfit.onednn;

import org.bytedeco.javacpp.LongPointer;

/** A window over images of one size, as the library takes it. */
final class WindowPointers implements AutoCloseable {

    final LongPointer kernel;
    final LongPointer strides;
    final LongPointer dilations;
    final LongPointer before;
    final LongPointer behind;

    WindowPointers(Window window, Descriptor images) {
        long height = images.size(2);
        long width = images.size(3);
        kernel = new LongPointer(window.kernel()[0], window.kernel()[1]);
        strides = new LongPointer(window.stride()[0], window.stride()[1]);
        // The library counts the pixels between two taps.
        dilations = new LongPointer(window.dilation()[0] - 1, window.dilation()[1] - 1);
        before = new LongPointer(window.before(0, height), window.before(1, width));
        behind = new LongPointer(window.behind(0, height), window.behind(1, width));
    }

    @Override
    public void close() {
        kernel.close();
        strides.close();
        dilations.close();
        before.close();
        behind.close();
    }
}
