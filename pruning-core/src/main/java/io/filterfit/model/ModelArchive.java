package io.filterfit.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The zip that Deeplearning4j's {@code ModelSerializer} or Keras 3 writes, looked over before anything in it is inflated.
 *
 * <p>Only the entries that a model consists of are let in, each once. Entries are inflated up to the size that the zip states
 * for them and checked against their CRC, so a damaged weight is noticed.
 */
final class ModelArchive implements AutoCloseable {

    static final String CONFIGURATION = "configuration.json";
    static final String COEFFICIENTS = "coefficients.bin";
    static final String NORMALIZER = "normalizer.bin";

    static final String KERAS_CONFIGURATION = "config.json";
    static final String KERAS_METADATA = "metadata.json";
    static final String KERAS_WEIGHTS = "model.weights.h5";

    private static final String PREPROCESSOR = "preprocessor.bin";
    private static final Set<String> ENTRIES = Set.of(
            CONFIGURATION,
            COEFFICIENTS,
            NORMALIZER,
            "updaterState.bin",
            "noParams.marker",
            KERAS_CONFIGURATION,
            KERAS_METADATA,
            KERAS_WEIGHTS);

    private static final int END_RECORD_BYTES = 22;
    private static final int END_RECORD_SIGNATURE = 0x06054b50;
    private static final int MAXIMUM_COMMENT_BYTES = 0xFFFF;
    private static final long RATIO_EXEMPT_BYTES = 1L << 20;

    private final ModelFile file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries;

    private ModelArchive(ModelFile file, ZipFile zip, Map<String, ZipEntry> entries) {
        this.file = file;
        this.zip = zip;
        this.entries = entries;
    }

    /** Opens the file and checks its directory against the limits. */
    static ModelArchive open(ModelFile file, ReadLimits limits) throws IOException {
        checkEndRecord(file, limits);
        ZipFile zip;
        try {
            zip = new ZipFile(file.path().toFile());
        } catch (IOException | IllegalArgumentException e) {
            throw file.unreadable("its zip directory is damaged; copy the file again", e);
        }
        try {
            return new ModelArchive(file, zip, scan(file, zip, limits));
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** ZipFile reads the whole directory into memory, so its size is looked at first. */
    private static void checkEndRecord(ModelFile file, ReadLimits limits) throws IOException {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > limits.maximumFileBytes()) {
                throw file.unreadable("it has " + size + " bytes, more than the " + limits.maximumFileBytes()
                        + " allowed; raise the limit if you trust it");
            }
            int length = (int) Math.min(size, END_RECORD_BYTES + MAXIMUM_COMMENT_BYTES);
            ByteBuffer tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            while (tail.hasRemaining() && channel.read(tail, size - length + tail.position()) >= 0) {
                // read on
            }
            for (int at = length - END_RECORD_BYTES; at >= 0; at--) {
                if (tail.getInt(at) == END_RECORD_SIGNATURE) {
                    int entries = Short.toUnsignedInt(tail.getShort(at + 10));
                    if (entries > limits.maximumEntries()) {
                        throw file.unreadable(
                                "its zip holds " + entries + " entries, a model has at most " + ENTRIES.size());
                    }
                    return;
                }
            }
            throw file.unreadable("it is a truncated or damaged zip; copy the file again");
        }
    }

    private static Map<String, ZipEntry> scan(ModelFile file, ZipFile zip, ReadLimits limits) {
        if (zip.size() > limits.maximumEntries()) {
            throw file.unreadable("its zip holds " + zip.size() + " entries, a model has at most " + ENTRIES.size());
        }
        Map<String, ZipEntry> found = new LinkedHashMap<>();
        long inflated = 0;
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            checkName(file, entry.getName());
            if (found.put(entry.getName(), entry) != null) {
                throw file.unreadable("it holds the entry '" + entry.getName() + "' twice; save the model again");
            }
            inflated += checkSize(file, entry, limits);
        }
        if (inflated > limits.maximumInflatedBytes()) {
            throw file.unreadable("it inflates to " + inflated + " bytes, more than the "
                    + limits.maximumInflatedBytes() + " allowed; raise the limit if you trust it");
        }
        return found;
    }

    private static void checkName(ModelFile file, String name) {
        if (name.equals(PREPROCESSOR) || name.startsWith("objects/")) {
            throw file.unreadable(
                    "it holds '" + name + "', a Java-serialised object, which is never read because it can run"
                            + " code; save the network without it");
        }
        if (!ENTRIES.contains(name)) {
            throw file.unreadable("it holds the entry '" + abbreviate(name)
                    + "', which is no part of a model of Deeplearning4j or Keras; save it with ModelSerializer, or with"
                    + " model.save(\"model.keras\")");
        }
    }

    private static long checkSize(ModelFile file, ZipEntry entry, ReadLimits limits) {
        long size = entry.getSize();
        long compressed = entry.getCompressedSize();
        if (size < 0 || compressed < 0) {
            throw file.unreadable("its zip does not state the size of '" + entry.getName() + "'; save the model again");
        }
        if (size > RATIO_EXEMPT_BYTES && size / Math.max(1, compressed) > limits.maximumRatio()) {
            throw file.unreadable("'" + entry.getName() + "' inflates to more than " + limits.maximumRatio()
                    + " times its size, as zip bombs do; raise the limit if you trust it");
        }
        return size;
    }

    boolean contains(String name) {
        return entries.containsKey(name);
    }

    /** The whole of a small entry. */
    Optional<byte[]> read(String name, int maximumBytes) throws IOException {
        if (!contains(name)) {
            return Optional.empty();
        }
        long size = entries.get(name).getSize();
        if (size > maximumBytes) {
            throw file.unreadable("'" + name + "' has " + size + " bytes, more than the " + maximumBytes + " allowed");
        }
        return Optional.of(read(name, (input, length) -> {
            byte[] content = input.readNBytes((int) length);
            if (content.length < length) {
                throw file.unreadable("'" + name + "' ends early; copy the file again");
            }
            return content;
        }));
    }

    /** Lets the reader have the inflated entry and its size; then it must be at its end, and undamaged. */
    <T> T read(String name, EntryReader<T> reader) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw file.unreadable(
                    "it holds no '" + name + "', so it is no whole model; save it with ModelSerializer, or"
                            + " with model.save(\"model.keras\")");
        }
        try (CheckedInputStream input = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            T value = reader.read(input, entry.getSize());
            if (input.read() >= 0) {
                throw file.unreadable("'" + name + "' is longer than it says; save the model again");
            }
            if (input.getChecksum().getValue() != entry.getCrc()) {
                throw file.unreadable("'" + name + "' is damaged (its checksum is wrong); copy the file again");
            }
            return value;
        } catch (IOException e) {
            throw file.unreadable("'" + name + "' is damaged; copy the file again", e);
        }
    }

    private static String abbreviate(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "...";
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Reads one entry. */
    interface EntryReader<T> {
        T read(InputStream input, long length) throws IOException;
    }
}
