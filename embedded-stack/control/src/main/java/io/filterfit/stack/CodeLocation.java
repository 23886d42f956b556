package io.filterfit.stack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the children's code lies: the build writes each class path into a resource beside the child's own classes. */
final class CodeLocation {

    private CodeLocation() {}

    /** The jar or directory a class was loaded from. */
    static Path of(Class<?> type) {
        return of(type.getProtectionDomain().getCodeSource().getLocation());
    }

    /** The jar a class was loaded from. */
    static Path ofJar(Class<?> type) {
        Path location = of(type);
        if (!Files.isRegularFile(location)) {
            throw new IllegalStateException(
                    type.getName() + " was loaded from " + location + ", not from a jar; run 'mvn package' first");
        }
        return location;
    }

    /** The class path that a resource of this package lists, behind the jar or directory that holds the resource. */
    static List<Path> classPath(String resource) {
        URL url = CodeLocation.class.getResource(resource);
        if (url == null) {
            throw new IllegalStateException("resource " + resource + " is missing; run 'mvn package' first");
        }
        try (InputStream in = url.openStream()) {
            String listed = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            List<Path> classPath = new ArrayList<>();
            classPath.add(holder(url, resource));
            Arrays.stream(listed.split(File.pathSeparator)).map(Path::of).forEach(classPath::add);
            return classPath;
        } catch (IOException e) {
            throw new IllegalStateException("resource " + url + " cannot be read", e);
        }
    }

    private static Path holder(URL url, String resource) throws IOException {
        String text = url.toString();
        if (text.startsWith("jar:")) {
            return of(new URL(text.substring("jar:".length(), text.indexOf("!/"))));
        }
        int packageDepth = CodeLocation.class.getPackageName().split("\\.").length;
        Path root = of(url);
        for (int up = 0; up <= packageDepth; up++) {
            root = root.getParent();
        }
        return root;
    }

    private static Path of(URL url) {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("code location " + url + " is no path", e);
        }
    }
}
