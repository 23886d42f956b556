package io.filterfit.deploy.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * An image as its file has it.
 *
 * @param configuration user, entry point, environment, labels
 * @param layers the tar files of its layers, lowest first
 */
record OciImage(JsonNode configuration, List<Path> layers) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Unpacks the file into a directory. */
    static OciImage open(Path file, Path directory) throws Exception {
        untar(file, directory);
        var index = JSON.readTree(directory.resolve("index.json").toFile());
        var manifest = JSON.readTree(
                blob(directory, index.at("/manifests/0/digest").textValue()).toFile());
        var configuration = JSON.readTree(
                blob(directory, manifest.at("/config/digest").textValue()).toFile());
        List<Path> layers = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            layers.add(blob(directory, layer.path("digest").textValue()));
        }
        return new OciImage(configuration, layers);
    }

    /** The file system that a container of it sees. */
    void unpack(Path root) throws Exception {
        for (Path layer : layers) {
            untar(layer, root);
        }
    }

    JsonNode config() {
        return configuration.path("config");
    }

    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        config().path("Env").forEach(variable -> {
            var text = variable.textValue();
            environment.put(text.substring(0, text.indexOf('=')), text.substring(text.indexOf('=') + 1));
        });
        return environment;
    }

    List<String> entryPoint() {
        return StreamSupport.stream(config().path("Entrypoint").spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    long size() throws IOException {
        long size = 0;
        for (Path layer : layers) {
            size += Files.size(layer);
        }
        return size;
    }

    private static Path blob(Path directory, String digest) {
        return directory.resolve("blobs").resolve(digest.replace(':', '/'));
    }

    private static void untar(Path file, Path directory) throws Exception {
        Files.createDirectories(directory);
        int status = new ProcessBuilder(
                        "tar", "--warning=no-unknown-keyword", "-C", directory.toString(), "-xpf", file.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError(file + " cannot be unpacked");
        }
    }
}
