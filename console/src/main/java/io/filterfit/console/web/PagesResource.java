package io.filterfit.console.web;

import io.filterfit.console.ConsoleConfiguration;
import io.filterfit.console.RefusedException;
import io.filterfit.console.job.FoundJobs;
import io.filterfit.console.job.Job;
import io.filterfit.console.job.JobQuery;
import io.filterfit.console.job.JobStatus;
import io.filterfit.console.job.Jobs;
import io.filterfit.console.security.Roles;
import io.filterfit.console.security.TokenAuthentication;
import io.filterfit.console.submission.ModelFile;
import io.filterfit.console.submission.Submissions;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.spec.CompressionException;
import io.filterfit.store.ArtifactStore;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
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

/** The pages on jobs. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
class PagesResource {

    private static final int ROWS = 25;

    private final Jobs jobs;
    private final FoundJobs found;
    private final Submissions submissions;
    private final ReportShelf reports;
    private final ArtifactStore store;
    private final ConsoleConfiguration configuration;
    private final SecurityIdentity identity;
    private final TokenAuthentication tokens;

    PagesResource(
            Jobs jobs,
            FoundJobs found,
            Submissions submissions,
            ReportShelf reports,
            ArtifactStore store,
            ConsoleConfiguration configuration,
            SecurityIdentity identity,
            TokenAuthentication tokens) {
        this.jobs = jobs;
        this.found = found;
        this.submissions = submissions;
        this.reports = reports;
        this.store = store;
        this.configuration = configuration;
        this.identity = identity;
        this.tokens = tokens;
    }

    @GET
    @RolesAllowed(Roles.READ)
    @Operation(hidden = true)
    public TemplateInstance list(
            @QueryParam("status") String status,
            @QueryParam("dataset") String dataset,
            @QueryParam("criterion") String criterion,
            @QueryParam("q") String text,
            @QueryParam("page") @DefaultValue("1") int page) {
        var wanted = status == null || status.isBlank() ? null : JobStatus.of(status);
        var query = new JobQuery(wanted, dataset, criterion, text, page, ROWS);
        return Templates.jobs(
                JobListPage.of(jobs.list(query), query, jobs.datasets(configuration.datasets()), jobs.isComplete()),
                who());
    }

    @GET
    @Path("jobs/{job}")
    @RolesAllowed(Roles.READ)
    @Operation(hidden = true)
    public TemplateInstance show(@PathParam("job") String id) {
        var job = found.named(id);
        return Templates.job(withReport(job), who());
    }

    private JobPageView withReport(Job job) {
        var done = job.completed();
        if (done.isEmpty()) {
            return JobPageView.of(job, null, null);
        }
        try {
            return JobPageView.of(job, reports.report(done.get().report()), null);
        } catch (CompressionException problem) {
            return JobPageView.of(job, null, problem.getMessage());
        }
    }

    /** For the page of a job that has no report yet; nothing before the first cut. */
    @GET
    @Path("jobs/{job}/selection")
    @RolesAllowed(Roles.READ)
    @Operation(hidden = true)
    public Response selection(@PathParam("job") String id) {
        return found.named(id)
                .lastCut()
                .map(cut -> Response.ok(Templates.selection(reports.selection(cut))))
                .orElseGet(Response::noContent)
                .build();
    }

    @GET
    @Path("submit")
    @RolesAllowed(Roles.SUBMIT)
    @Operation(hidden = true)
    public TemplateInstance form() {
        return form(new SubmitForm(), null);
    }

    @POST
    @Path("submit")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Roles.SUBMIT)
    @Operation(hidden = true)
    public Response submit(SubmitForm form) {
        try {
            return seeJob(submitted(form));
        } catch (CompressionException problem) {
            return again(form, problem.getMessage());
        } catch (RefusedException refused) {
            return again(form, refused.getMessage());
        }
    }

    private CompressRequested submitted(SubmitForm form) {
        var request = form.toRequest();
        return form.hasFile()
                ? submissions.submit(request, ModelFile.of(form.model.uploadedFile(), form.model.fileName()))
                : submissions.submit(request);
    }

    @POST
    @Path("jobs/{job}/cancel")
    @RolesAllowed(Roles.ADMIN)
    @Operation(hidden = true)
    public Response cancel(@PathParam("job") String id) {
        var job = found.named(id);
        submissions.cancel(job);
        return Response.seeOther(URI.create("/jobs/" + job.id())).build();
    }

    @POST
    @Path("jobs/{job}/retry")
    @RolesAllowed(Roles.SUBMIT)
    @Operation(hidden = true)
    public Response retry(@PathParam("job") String id) {
        return seeJob(submissions.retry(found.named(id)));
    }

    private Response seeJob(CompressRequested requested) {
        return Response.seeOther(URI.create("/jobs/" + requested.jobId())).build();
    }

    private Response again(SubmitForm form, String problem) {
        return Response.status(400).entity(form(form, problem)).build();
    }

    private TemplateInstance form(SubmitForm wrote, String problem) {
        return Templates.submit(
                SubmitPage.of(
                        configuration.datasets(),
                        store.bucket(),
                        configuration.largestUpload().asLongValue(),
                        wrote,
                        problem),
                who());
    }

    private Who who() {
        return Who.of(identity, tokens.isOn());
    }
}
