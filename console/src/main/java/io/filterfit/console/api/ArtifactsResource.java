package io.filterfit.console.api;

import io.filterfit.console.RefusedException;
import io.filterfit.console.job.FoundJobs;
import io.filterfit.console.security.Roles;
import io.filterfit.service.ServiceConfiguration;
import io.filterfit.store.ArtifactStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Files of jobs, by the names that the job's own events give them: nothing that is asked for becomes part of a key or a path. */
@Path("/api/jobs/{job}/artifacts")
@Tag(name = "Artifacts")
@Blocking
class ArtifactsResource {

    private final FoundJobs found;
    private final ArtifactStore store;
    private final java.nio.file.Path directory;

    ArtifactsResource(FoundJobs found, ArtifactStore store, ServiceConfiguration configuration) {
        this.found = found;
        this.store = store;
        this.directory = configuration.work().directory();
    }

    @GET
    @RolesAllowed(Roles.READ)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List what a job has produced so far")
    public List<ArtifactView> list(@PathParam("job") String job) {
        return ArtifactView.of(found.named(job));
    }

    @GET
    @Path("/{name:.+}")
    @RolesAllowed(Roles.READ)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Fetch a file",
            description = "Names are those of the list, for instance model, onnx, manifest, report, report-page.")
    public Response fetch(@PathParam("job") String job, @PathParam("name") String name) throws IOException {
        var artifact = found.named(job).artifacts().get(name);
        if (artifact == null) {
            throw new RefusedException(
                    404,
                    "no-such-artifact",
                    "job " + job + " has no artifact of that name; its list says which there are");
        }
        var temporary = Files.createTempDirectory(Files.createDirectories(directory), "download-");
        try {
            var file = store.fetch(artifact, temporary);
            return Response.ok(new Temporary(Files.newInputStream(file), temporary))
                    .header(HttpHeaders.CONTENT_LENGTH, artifact.size())
                    // Never shown in place: it comes from the store, and the console's pages trust what has the
                    // console's address.
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            "attachment; filename=\"" + ArtifactView.fileName(artifact.key()) + "\"")
                    .header(HttpHeaders.ETAG, "\"" + artifact.sha256() + "\"")
                    .build();
        } catch (RuntimeException | IOException e) {
            FileUtils.deleteDirectory(temporary.toFile());
            throw e;
        }
    }

    /** A file that goes with its directory once it was read. */
    private static final class Temporary extends FilterInputStream {

        private final java.nio.file.Path directory;

        private Temporary(InputStream in, java.nio.file.Path directory) {
            super(in);
            this.directory = directory;
        }

        @Override
        public void close() throws IOException {
            super.close();
            FileUtils.deleteDirectory(directory.toFile());
        }
    }
}
