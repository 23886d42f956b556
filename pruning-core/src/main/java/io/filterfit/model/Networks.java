package io.filterfit.model;

import io.filterfit.model.hdf5.Hdf5File;
import io.filterfit.model.keras.KerasReader;
import io.filterfit.model.onnx.OnnxReader;
import io.filterfit.model.onnx.export.OnnxOptions;
import io.filterfit.model.onnx.export.OnnxWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Networks in files.
 *
 * <p>Files are untrusted: nothing in them is deserialised by Java, no class is loaded that is not listed, and no memory is
 * allocated that the file's own size does not warrant ({@link ReadLimits}).
 */
public final class Networks {

    static final String ONNX_ENDING = ".onnx";

    private static final byte[] ZIP_SIGNATURE = {'P', 'K'};
    private static final int SIGNATURE_BYTES = 8;

    private Networks() {}

    /** {@link #read(Path, ReadLimits)} within {@link ReadLimits#DEFAULT}. */
    public static Network read(Path path) {
        return read(path, ReadLimits.DEFAULT);
    }

    /**
     * Reads a network; the format is told from the file's content.
     *
     * @throws io.filterfit.spec.CompressionException FILE_UNUSABLE if there is no such file or it may not be read,
     *     MODEL_UNREADABLE if it is truncated, damaged, hostile or of another format, MODEL_UNSUPPORTED if it holds a layer
     *     that FilterFit does not know
     */
    public static Network read(Path path, ReadLimits limits) {
        ModelFile file = new ModelFile(path);
        try {
            if (Files.isDirectory(path)) {
                throw file.unusable("is a directory; name a file", null);
            }
            byte[] beginning = beginning(path);
            if (Hdf5File.isHdf5(beginning)) {
                return new KerasReader(file, limits).read();
            }
            return isZip(beginning) ? new ZipModelReader(file, limits).read() : new OnnxReader(file, limits).read();
        } catch (NoSuchFileException e) {
            throw file.unusable("does not exist; check the path", e);
        } catch (AccessDeniedException e) {
            throw file.unusable("may not be read; check its permissions", e);
        } catch (IOException e) {
            throw file.unusable("cannot be read from disk (" + e.getMessage() + ")", e);
        }
    }

    private static byte[] beginning(Path path) throws IOException {
        try (InputStream input = Files.newInputStream(path)) {
            return input.readNBytes(SIGNATURE_BYTES);
        }
    }

    private static boolean isZip(byte[] beginning) {
        return beginning.length >= ZIP_SIGNATURE.length
                && Arrays.equals(Arrays.copyOf(beginning, ZIP_SIGNATURE.length), ZIP_SIGNATURE);
    }

    /** {@link #write(Network, Path, OnnxOptions)} with {@link OnnxOptions#PLAIN}. */
    public static void write(Network network, Path path) {
        write(network, path, OnnxOptions.PLAIN);
    }

    /**
     * Writes a network: as ONNX where the file's name ends in {@value #ONNX_ENDING}, else as a Deeplearning4j zip of the kind it came
     * in. The file is there whole or not at all, and equal networks give equal bytes.
     *
     * @param onnx how, if it is ONNX
     * @throws io.filterfit.spec.CompressionException FILE_UNUSABLE if the directory does not exist or is not writable;
     *     MODEL_UNSUPPORTED if it is to be ONNX and the network has no counterpart there
     */
    public static void write(Network network, Path path, OnnxOptions onnx) {
        try {
            if (isOnnx(path)) {
                OnnxWriter.write(network.graph(), onnx, path);
            } else {
                AtomicFile.write(path, output -> ZipModelWriter.write(network, output));
            }
        } catch (NoSuchFileException e) {
            throw new ModelFile(path).unusable("cannot be written: its directory does not exist; create it first", e);
        } catch (AccessDeniedException e) {
            throw new ModelFile(path).unusable("may not be written; check the permissions of its directory", e);
        } catch (IOException e) {
            throw new ModelFile(path).unusable("cannot be written (" + e.getMessage() + ")", e);
        }
    }

    /** Whether a network is written to such a file as ONNX. */
    public static boolean isOnnx(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ONNX_ENDING);
    }
}
