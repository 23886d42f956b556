package io.filterfit.deploy.image;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import io.filterfit.deploy.probe.HealthProbe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The layers of an image, what changes least at the bottom. The native libraries, nearly all of the size, are the same in every service, and so is
 * their layer: registries and hosts keep it once.
 */
final class Layers {

    static final String USER = "10001:10001";

    private static final long NATIVES_BYTES = 10 << 20;
    private static final AbsoluteUnixPath HOME = AbsoluteUnixPath.get(RuntimeSettings.HOME);
    private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");
    private static final FilePermissions WRITABLE_DIRECTORY = FilePermissions.fromOctalString("755");
    private static final String PROBE = HealthProbe.class.getName().replace('.', '/') + ".class";
    private static final Instant EPOCH = Instant.ofEpochSecond(1);

    private final ServiceImage service;
    private final Path application;
    private final RuntimeSettings settings;

    Layers(ServiceImage service, Path application, RuntimeSettings settings) {
        this.service = service;
        this.application = application;
        this.settings = settings;
    }

    List<FileEntriesLayer> all() throws IOException {
        var natives = FileEntriesLayer.builder().setName("natives");
        var libraries = FileEntriesLayer.builder().setName("libraries");
        var project = FileEntriesLayer.builder().setName("application");
        try (Stream<Path> files = Files.walk(application)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path relative = application.relativize(file);
                var layer = isOurs(relative) ? project : Files.size(file) >= NATIVES_BYTES ? natives : libraries;
                add(layer, file, HOME.resolve(relative));
            }
        }
        add(project, settings.jvmOptions(), HOME.resolve("jvm.options"));
        add(project, probe(), HOME.resolve("probe").resolve(PROBE));
        return List.of(natives.build(), libraries.build(), project.build(), workDirectories());
    }

    /** jemalloc of the machine that builds, for bases that come without. */
    static FileEntriesLayer jemalloc(Path library) {
        var layer = FileEntriesLayer.builder().setName("jemalloc");
        add(layer, library, AbsoluteUnixPath.get("/usr/lib/x86_64-linux-gnu/libjemalloc.so.2"));
        return layer.build();
    }

    private static boolean isOurs(Path relative) {
        return !relative.startsWith("lib") || relative.getFileName().toString().startsWith("io.filterfit.");
    }

    /** The class by itself, whether it comes from a folder or from a jar. */
    private static Path probe() throws IOException {
        Path probe = Files.createTempFile("probe", ".class");
        probe.toFile().deleteOnExit();
        try (InputStream code = HealthProbe.class.getResourceAsStream("/" + PROBE)) {
            Files.copy(code, probe, StandardCopyOption.REPLACE_EXISTING);
        }
        return probe;
    }

    /** Where volumes are mounted, so that new ones belong to the user. */
    private FileEntriesLayer workDirectories() throws IOException {
        Path empty = Files.createTempDirectory("empty");
        empty.toFile().deleteOnExit();
        var layer = FileEntriesLayer.builder().setName("work");
        addDirectory(layer, empty, "/var/cache/filterfit");
        if (service.isCuda()) {
            addDirectory(layer, empty, service.nativesDirectory());
        }
        return layer.build();
    }

    private static void add(FileEntriesLayer.Builder layer, Path file, AbsoluteUnixPath target) {
        layer.addEntry(file, target, READABLE, EPOCH);
    }

    private static void addDirectory(FileEntriesLayer.Builder layer, Path empty, String target) {
        layer.addEntry(empty, AbsoluteUnixPath.get(target), WRITABLE_DIRECTORY, EPOCH, USER);
    }
}
