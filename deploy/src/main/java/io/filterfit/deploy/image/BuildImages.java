package io.filterfit.deploy.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program behind {@code deploy/images.sh}. */
@Command(name = "images.sh", description = "Builds the services' container images.")
public final class BuildImages implements Callable<Integer> {

    private static final String TAR = "tar:";

    @Option(names = "--project", required = true, description = "The checkout.")
    private Path project;

    @Option(names = "--base", required = true, description = "Java 17 on glibc: an image's name, or tar:FILE.")
    private String base;

    @Option(names = "--jemalloc", description = "libjemalloc.so.2, for a base that has none.")
    private Path jemalloc;

    @Option(names = "--to", required = true, description = "tar:DIRECTORY, docker, or registry:PREFIX.")
    private String destination;

    @Option(names = "--version", required = true, description = "The images' tag.")
    private String version;

    @Option(names = "--revision", defaultValue = "unknown", description = "The commit, for a label.")
    private String revision;

    @Parameters(arity = "1..*", description = "analyzer, pruner, trainer, trainer-cuda, evaluator, console.")
    private List<String> services;

    private BuildImages() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new BuildImages())
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    System.err.println("images.sh: " + problem.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        Destination where = Destination.parse(destination);
        for (String name : services) {
            ServiceImage service = ServiceImage.named(name);
            Containerizer containerizer = where.of(service.name(), version).setToolName("filterfit");
            var built = image(service).containerize(containerizer);
            System.out.println(service.name() + " " + built.getDigest());
        }
        return CommandLine.ExitCode.OK;
    }

    private JibContainerBuilder image(ServiceImage service) throws Exception {
        RuntimeSettings settings = RuntimeSettings.of(project);
        JibContainerBuilder image = from().setFormat(ImageFormat.OCI)
                .setUser(Layers.USER)
                .setWorkingDirectory(AbsoluteUnixPath.get(RuntimeSettings.HOME))
                .setEntrypoint(RuntimeSettings.entryPoint(service))
                .addExposedPort(Port.tcp(8080))
                .setLabels(Map.of(
                        "org.opencontainers.image.title",
                        "filterfit/" + service.name(),
                        "org.opencontainers.image.version",
                        version,
                        "org.opencontainers.image.revision",
                        revision,
                        "org.opencontainers.image.licenses",
                        "Apache-2.0"));
        service.environmentWith(settings.environment()).forEach(image::addEnvironmentVariable);
        if (jemalloc != null) {
            image.addFileEntriesLayer(Layers.jemalloc(jemalloc));
        }
        new Layers(service, service.application(project), settings).all().forEach(image::addFileEntriesLayer);
        return image;
    }

    private JibContainerBuilder from() throws Exception {
        if (!base.startsWith(TAR)) {
            return Jib.from(base);
        }
        Path file = Path.of(base.substring(TAR.length()));
        if (!Files.exists(file)) {
            throw new IllegalStateException("there is no " + file + "; deploy/base-image.sh makes one");
        }
        return Jib.from(TarImage.at(file));
    }
}
