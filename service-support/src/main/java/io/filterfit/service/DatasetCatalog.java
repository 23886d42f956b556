package io.filterfit.service;

import io.filterfit.dataset.Datasets;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.FailureReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data sets that requests may name: known ones, fetched into the cache when first needed, and those in the configured
 * directory. Each is opened once and stays open.
 */
@ApplicationScoped
public class DatasetCatalog {

    private final Datasets datasets;
    private final Optional<Path> directory;
    private final Map<String, ImageDataset> open = new ConcurrentHashMap<>();

    DatasetCatalog(ServiceConfiguration configuration) {
        datasets = configuration.datasets().cache().map(Datasets::new).orElseGet(Datasets::ofUser);
        directory =
                configuration.datasets().directory().map(Path::toAbsolutePath).map(Path::normalize);
    }

    /**
     * The data set of a request, its images normalised as the request says.
     *
     * @throws CompressionException DATASET_UNKNOWN, or DATASET_UNREADABLE
     */
    public ImageDataset open(CompressionSpec spec) {
        return open.computeIfAbsent(spec.dataset(), this::find).normalised(spec.normalisation());
    }

    private ImageDataset find(String name) {
        if (datasets.names().contains(name)) {
            return datasets.open(name);
        }
        return datasets.open(directory
                .map(root -> root.resolve(name).normalize())
                .filter(path -> path.startsWith(directory.get()) && Files.isDirectory(path))
                .map(Path::toString)
                .orElseThrow(() -> unknown(name)));
    }

    private CompressionException unknown(String name) {
        return new CompressionException(
                FailureReason.DATASET_UNKNOWN,
                "data set '" + name + "' is not known; known are " + String.join(", ", datasets.names())
                        + directory
                                .map(root -> " and the directories in " + root)
                                .orElse(""));
    }
}
