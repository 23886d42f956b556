package io.filterfit.checkpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.training.TrainingState;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A training state as a zip: {@code state.json}, in which every array is a number, and under that number ({@code 0.f32}, {@code
 * 1.f32}, ...) the array, little-endian, uncompressed. An array that several parts of the state share is there once.
 */
final class CheckpointFile {

    private static final String STATE = "state.json";
    private static final long LARGEST_STATE = 16L << 20;
    private static final int MOST_ARRAYS = 32;
    private static final int CHUNK = 1 << 14;

    private CheckpointFile() {}

    static void write(TrainingState state, Path file) throws IOException {
        List<float[]> arrays = new ArrayList<>();
        byte[] json = mapper(new StdSerializer<>(float[].class) {
                    @Override
                    public void serialize(float[] array, JsonGenerator out, SerializerProvider provider)
                            throws IOException {
                        out.writeNumber(numberOf(array, arrays));
                    }
                })
                .writeValueAsBytes(state);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            // Trained weights are as good as random: compressing them takes long and saves little.
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry(STATE));
            zip.write(json);
            for (int number = 0; number < arrays.size(); number++) {
                zip.putNextEntry(new ZipEntry(entry(number)));
                write(arrays.get(number), zip);
            }
        }
    }

    /** @throws CompressionException ARTIFACT_CORRUPT if the file is no checkpoint of this version */
    static TrainingState read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<float[]> arrays = arrays(zip, Files.size(file));
            return mapper(new StdDeserializer<float[]>(float[].class) {
                        @Override
                        public float[] deserialize(JsonParser in, DeserializationContext context) throws IOException {
                            int number = in.getIntValue();
                            if (number < 0 || number >= arrays.size()) {
                                throw JsonMappingException.from(in, "there is no array " + number);
                            }
                            return arrays.get(number);
                        }
                    })
                    .readValue(content(zip, STATE, LARGEST_STATE), TrainingState.class);
        } catch (IOException | RuntimeException e) {
            throw new CompressionException(
                    FailureReason.ARTIFACT_CORRUPT, file + " is no checkpoint: " + e.getMessage(), e);
        }
    }

    private static JsonMapper mapper(StdSerializer<float[]> serializer) {
        return mapper(new SimpleModule().addSerializer(float[].class, serializer));
    }

    private static JsonMapper mapper(StdDeserializer<float[]> deserializer) {
        return mapper(new SimpleModule().addDeserializer(float[].class, deserializer));
    }

    private static JsonMapper mapper(SimpleModule arrays) {
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(arrays)
                .build();
    }

    private static int numberOf(float[] array, List<float[]> known) {
        for (int number = 0; number < known.size(); number++) {
            if (known.get(number) == array) {
                return number;
            }
        }
        known.add(array);
        return known.size() - 1;
    }

    /** Nothing is allocated that is not in the file: the arrays, all of one length, must fit into it as they are. */
    private static List<float[]> arrays(ZipFile zip, long fileSize) throws IOException {
        int count = zip.size() - 1;
        if (count < 1 || count > MOST_ARRAYS) {
            throw new IOException("it has " + zip.size() + " entries");
        }
        long bytes = size(zip, entry(0));
        if (bytes % Float.BYTES != 0 || bytes > fileSize / count) {
            throw new IOException(count + " arrays of " + bytes + " bytes do not fit into it");
        }
        List<float[]> arrays = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            if (size(zip, entry(number)) != bytes) {
                throw new IOException("its arrays differ in length");
            }
            arrays.add(array(zip, entry(number), (int) (bytes / Float.BYTES)));
        }
        return arrays;
    }

    private static float[] array(ZipFile zip, String name, int length) throws IOException {
        float[] values = new float[length];
        ByteBuffer chunk = chunk();
        try (DataInputStream in = new DataInputStream(zip.getInputStream(zip.getEntry(name)))) {
            for (int start = 0; start < length; start += CHUNK) {
                int count = Math.min(CHUNK, length - start);
                in.readFully(chunk.array(), 0, count * Float.BYTES);
                chunk.asFloatBuffer().get(values, start, count);
            }
        }
        return values;
    }

    private static void write(float[] array, OutputStream out) throws IOException {
        ByteBuffer chunk = chunk();
        for (int start = 0; start < array.length; start += CHUNK) {
            int count = Math.min(CHUNK, array.length - start);
            chunk.asFloatBuffer().put(array, start, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
        }
    }

    private static byte[] content(ZipFile zip, String name, long limit) throws IOException {
        if (size(zip, name) > limit) {
            throw new IOException(name + " has more than " + limit + " bytes");
        }
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readNBytes((int) limit);
        }
    }

    private static long size(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null || entry.getSize() < 0) {
            throw new IOException("it has no " + name);
        }
        return entry.getSize();
    }

    private static ByteBuffer chunk() {
        return ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String entry(int number) {
        return number + ".f32";
    }
}
