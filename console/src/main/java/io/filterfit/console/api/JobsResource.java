package io.filterfit.console.api;

import io.filterfit.console.job.FoundJobs;
import io.filterfit.console.job.JobPage;
import io.filterfit.console.job.JobQuery;
import io.filterfit.console.job.JobStatus;
import io.filterfit.console.job.Jobs;
import io.filterfit.console.security.Roles;
import io.filterfit.console.submission.ModelFile;
import io.filterfit.console.submission.RequestJson;
import io.filterfit.console.submission.Submissions;
import io.filterfit.console.submission.SubmitRequest;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.spec.Checks;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

@Path("/api/jobs")
@Tag(name = "Jobs")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class JobsResource {

    private final Jobs jobs;
    private final FoundJobs found;
    private final Submissions submissions;

    JobsResource(Jobs jobs, FoundJobs found, Submissions submissions) {
        this.jobs = jobs;
        this.found = found;
        this.submissions = submissions;
    }

    /** The answer to what starts a job. */
    public record Submitted(String jobId, String href) {
        static Response of(CompressRequested requested) {
            var id = requested.jobId().value();
            return Response.accepted(new Submitted(id, "/api/jobs/" + id))
                    .location(URI.create("/api/jobs/" + id))
                    .build();
        }
    }

    @GET
    @RolesAllowed(Roles.READ)
    @Operation(summary = "List jobs, the latest first")
    public JobPage list(
            @QueryParam("status") String status,
            @QueryParam("dataset") String dataset,
            @QueryParam("criterion") String criterion,
            @QueryParam("q") String text,
            @QueryParam("page") @DefaultValue("1") int page,
            @QueryParam("size") @DefaultValue("50") int size) {
        var wanted = status == null || status.isBlank() ? null : JobStatus.of(status);
        return jobs.list(new JobQuery(wanted, dataset, criterion, text, page, size));
    }

    @GET
    @Path("/{job}")
    @RolesAllowed(Roles.READ)
    @Operation(summary = "Look at one job")
    public JobDetail get(@PathParam("job") String job) {
        return JobDetail.of(found.named(job));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SUBMIT)
    @Operation(summary = "Submit a job for a model in the store")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Submitted.class)))
    public Response submit(
            @RequestBody(content = @Content(schema = @Schema(implementation = SubmitRequest.class))) String request) {
        return Submitted.of(submissions.submit(RequestJson.read(request, SubmitRequest.class)));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Roles.SUBMIT)
    @Operation(
            summary = "Submit a job with its model",
            description = "`request` is JSON as without a model, less the model.")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Submitted.class)))
    public Response submit(@RestForm("model") FileUpload model, @RestForm("request") String request) {
        Checks.present("part 'model'", model);
        return Submitted.of(submissions.submit(
                RequestJson.read(request, SubmitRequest.class), ModelFile.of(model.uploadedFile(), model.fileName())));
    }

    @POST
    @Path("/{job}/cancel")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Have a job stopped")
    @APIResponse(responseCode = "202", description = "asked for; the job ends as `cancelled`")
    @APIResponse(responseCode = "409", description = "the job has ended already")
    public Response cancel(@PathParam("job") String job) {
        submissions.cancel(found.named(job));
        return Response.accepted().build();
    }

    @POST
    @Path("/{job}/retry")
    @RolesAllowed(Roles.SUBMIT)
    @Operation(summary = "Submit the same once more, under a new job id")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Submitted.class)))
    public Response retry(@PathParam("job") String job) {
        return Submitted.of(submissions.retry(found.named(job)));
    }
}
