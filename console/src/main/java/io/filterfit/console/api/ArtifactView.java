package io.filterfit.console.api;

import io.filterfit.console.job.Job;
import java.util.List;

/**
 * A file that a job has produced.
 *
 * @param name that it is fetched by
 * @param file its name as a file
 * @param size bytes
 * @param sha256 of the bytes
 * @param href its address, from the root of the console
 */
public record ArtifactView(String name, String file, long size, String sha256, String href) {

    public static List<ArtifactView> of(Job job) {
        return job.artifacts().entrySet().stream()
                .map(artifact -> new ArtifactView(
                        artifact.getKey(),
                        fileName(artifact.getValue().key()),
                        artifact.getValue().size(),
                        artifact.getValue().sha256(),
                        "/api/jobs/" + job.id() + "/artifacts/" + artifact.getKey()))
                .toList();
    }

    static String fileName(String key) {
        return key.substring(key.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
