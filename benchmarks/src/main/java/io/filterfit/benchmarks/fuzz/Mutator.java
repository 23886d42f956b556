package io.filterfit.benchmarks.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Breaks a file: bits, bytes and numbers are changed, stretches are cut out, repeated, moved or cut off. In a zip it is now the file
 * itself that is broken and now what an entry holds, so that not every mutation ends at a checksum.
 */
final class Mutator {

    private static final int MOST_CHANGES = 6;
    private static final long[] EXTREMES = {
        0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffffL, 0xffffffffL, Long.MAX_VALUE, -1
    };

    private final byte[] original;
    private final List<Entry> entries;

    private record Entry(String name, byte[] content) {}

    Mutator(byte[] original) throws IOException {
        this.original = original;
        this.entries = unzip(original);
    }

    /** The same bytes for the same seed. */
    byte[] mutation(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        if (entries.isEmpty() || random.nextInt(4) == 0) {
            return mutated(original, random);
        }
        int broken = random.nextInt(entries.size());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries.size(); i++) {
                zip.putNextEntry(new ZipEntry(entries.get(i).name()));
                zip.write(
                        i == broken
                                ? mutated(entries.get(i).content(), random)
                                : entries.get(i).content());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] mutated(byte[] content, SplittableRandom random) {
        byte[] current = content.clone();
        // Weights are most of a file, and what describes it lies at its beginning or end: half of the changes are made
        // there.
        int changes = 1 + random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes && current.length > 0; i++) {
            current = change(current, place(current.length, random), random);
        }
        return current;
    }

    private static int place(int length, SplittableRandom random) {
        int edge = Math.min(length, 2048);
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(edge);
            case 1 -> length - 1 - random.nextInt(edge);
            default -> random.nextInt(length);
        };
    }

    private static byte[] change(byte[] content, int at, SplittableRandom random) {
        int length = 1 + random.nextInt(Math.min(64, content.length - at));
        return switch (random.nextInt(8)) {
            case 0 -> {
                content[at] ^= (byte) (1 << random.nextInt(8));
                yield content;
            }
            case 1, 2 -> {
                content[at] = (byte) random.nextInt();
                yield content;
            }
            case 3, 4 -> number(content, at, random);
            case 5 -> without(content, at, length);
            case 6 -> repeated(content, at, length);
            default -> random.nextInt(4) == 0 ? without(content, at, content.length - at) : number(content, at, random);
        };
    }

    /** A number of 1, 2, 4 or 8 bytes becomes an extreme one. */
    private static byte[] number(byte[] content, int at, SplittableRandom random) {
        long value = EXTREMES[random.nextInt(EXTREMES.length)];
        int size = 1 << random.nextInt(4);
        boolean little = random.nextBoolean();
        for (int i = 0; i < size && at + i < content.length; i++) {
            content[at + i] = (byte) (value >>> 8 * (little ? i : size - 1 - i));
        }
        return content;
    }

    private static byte[] without(byte[] content, int at, int length) {
        byte[] shorter = new byte[content.length - length];
        System.arraycopy(content, 0, shorter, 0, at);
        System.arraycopy(content, at + length, shorter, at, shorter.length - at);
        return shorter;
    }

    private static byte[] repeated(byte[] content, int at, int length) {
        byte[] longer = new byte[content.length + length];
        System.arraycopy(content, 0, longer, 0, at + length);
        System.arraycopy(content, at, longer, at + length, content.length - at);
        return longer;
    }

    private static List<Entry> unzip(byte[] content) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(new Entry(entry.getName(), zip.readAllBytes()));
            }
        }
        return entries;
    }
}
