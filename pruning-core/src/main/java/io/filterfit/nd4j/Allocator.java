package io.filterfit.nd4j;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The process's malloc. libnd4j and oneDNN allocate and free megabytes per operation, and an allocator that returns them to the
 * kernel each time spends more on page faults than the arithmetic takes.
 *
 * @param name {@code jemalloc}, {@code glibc} or {@code unknown}
 * @param retainsPages whether freed pages stay with the process from one step of a computation to the next
 */
record Allocator(String name, boolean retainsPages) {

    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private static final Pattern DIRTY_DECAY = Pattern.compile("dirty_decay_ms:(-1|\\d{1,15})(?:,|$)");

    /** Milliseconds. */
    private static final long LONG_ENOUGH = 5_000;

    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_MAX = -4;
    private static final int M_ARENA_MAX = -8;
    private static final int TOP_PAD_BYTES = 64 << 20;
    private static final int NEVER = -1;

    /** The part of the C library that is called. */
    interface LibC extends Library {
        int mallopt(int parameter, int value);

        int setenv(String name, String value, int overwrite);
    }

    /** Sets the allocator up to keep its pages where it does not already, and says what it is. */
    static Allocator retaining() {
        return retaining(System.getenv());
    }

    private static Allocator retaining(Map<String, String> environment) {
        if (loaded("jemalloc")) {
            return new Allocator("jemalloc", keepsForSeconds(environment.getOrDefault("MALLOC_CONF", "")));
        }
        if (!loaded("/libc.so.6") && !loaded("/libc-2")) {
            return new Allocator("unknown", false);
        }
        if (environment.containsKey("MALLOC_TRIM_THRESHOLD_")) {
            return new Allocator("glibc", true); // the user's own setting stays
        }
        return new Allocator("glibc", keepPages(Native.load("c", LibC.class)));
    }

    /** Longer than a step takes; -1 is for ever. */
    static boolean keepsForSeconds(String jemallocSettings) {
        var decay = DIRTY_DECAY.matcher(jemallocSettings);
        return decay.find() && (decay.group(1).equals("-1") || Long.parseLong(decay.group(1)) >= LONG_ENOUGH);
    }

    /** Arenas of threads older than this keep their limits; those that compute are younger. */
    private static boolean keepPages(LibC libC) {
        return libC.mallopt(M_MMAP_MAX, 0) == 1
                && libC.mallopt(M_TRIM_THRESHOLD, NEVER) == 1
                && libC.mallopt(M_TOP_PAD, TOP_PAD_BYTES) == 1
                && libC.mallopt(M_ARENA_MAX, 1) == 1;
    }

    private static boolean loaded(String library) {
        try (Stream<String> mappings = Files.lines(MAPPINGS)) {
            return mappings.anyMatch(mapping -> mapping.contains(library));
        } catch (IOException notLinux) {
            return false;
        }
    }
}
