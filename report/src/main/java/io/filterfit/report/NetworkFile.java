package io.filterfit.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A file that holds the compressed network.
 *
 * @param path from the directory that the report is in, as {@code filterfit report} lays the files out; parts by {@code /}
 * @param format for people, for instance {@code ONNX}
 * @param bytes its size
 */
public record NetworkFile(String path, String format, long bytes) {

    public static final String DEEPLEARNING4J = "Deeplearning4j zip";
    public static final String ONNX = "ONNX";

    public NetworkFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(format, "format");
    }

    /** The path as a relative link. */
    String link() {
        return Arrays.stream(path.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
