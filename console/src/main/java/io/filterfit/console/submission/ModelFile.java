package io.filterfit.console.submission;

import io.filterfit.spec.Checks;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An uploaded network.
 *
 * @param path where it lies now
 * @param name that it is kept under: the sender's, with nothing in it that could mean anything in a key or a path
 */
public record ModelFile(Path path, String name) {

    private static final Pattern KNOWN = Pattern.compile(".+\\.(zip|onnx|keras|h5|hdf5)", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 100;

    /** @throws io.filterfit.spec.CompressionException INVALID_REQUEST if the name is none of a model file */
    public static ModelFile of(Path path, String sentName) {
        var last = String.valueOf(sentName).replace('\\', '/');
        last = last.substring(last.lastIndexOf('/') + 1)
                .replaceAll("[^A-Za-z0-9._-]", "_")
                .replaceAll("^\\.+", "");
        var name = last.length() > LONGEST ? last.substring(last.length() - LONGEST) : last;
        if (!KNOWN.matcher(name).matches()) {
            throw Checks.invalid("file '" + name
                    + "' is none that is known as a network; send a .zip of Deeplearning4j, a .onnx, .keras or .h5");
        }
        return new ModelFile(path, name);
    }

    /** The beginning of a job's name. */
    static String stem(String fileName) {
        var stem = fileName.replaceAll("\\.[^.]*$", "")
                .replaceAll("[^A-Za-z0-9_-]", "-")
                .replaceAll("^[-_]+", "");
        var shown = stem.isEmpty() ? "job" : stem;
        return (shown.length() > 40 ? shown.substring(0, 40) : shown).toLowerCase(Locale.ROOT);
    }
}
