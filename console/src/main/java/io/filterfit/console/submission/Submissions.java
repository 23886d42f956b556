package io.filterfit.console.submission;

import io.filterfit.console.RefusedException;
import io.filterfit.console.job.Job;
import io.filterfit.console.job.Jobs;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CancelRequested;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.JobId;
import io.filterfit.spec.Checks;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.store.ArtifactStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Asks the pipeline for compressions, and for jobs to be stopped. */
@ApplicationScoped
public class Submissions {

    /** Where in the bucket the networks are that users bring. */
    private static final String MODELS = "models";

    /** Unknown to the store until it is described; any will do to have the address checked. */
    private static final String NO_SHA = "0".repeat(64);

    private static final Pattern RANDOM_END = Pattern.compile("-[0-9a-f]{6}$");
    private static final int LONGEST_STEM = 57;

    private final ArtifactStore store;
    private final EventOutlet outlet;
    private final Jobs jobs;
    private final SecureRandom random = new SecureRandom();

    Submissions(ArtifactStore store, EventOutlet outlet, Jobs jobs) {
        this.store = store;
        this.outlet = outlet;
        this.jobs = jobs;
    }

    /** For a network that is in the store. */
    public CompressRequested submit(SubmitRequest wanted) {
        Checks.present("spec", wanted.spec());
        var model = stored(Checks.present("model", wanted.model()));
        var key = model.key();
        return publish(wanted.jobId(), key.substring(key.lastIndexOf('/') + 1), model, wanted.spec());
    }

    /** For a network that comes with the request. */
    public CompressRequested submit(SubmitRequest wanted, ModelFile file) {
        Checks.present("spec", wanted.spec());
        if (wanted.model() != null) {
            throw Checks.invalid("model is given twice, as a file and by its address; leave one of them out");
        }
        if (wanted.jobId() != null) {
            requireNew(new JobId(wanted.jobId()));
        }
        return publish(wanted.jobId(), file.name(), store.keep(file.path(), MODELS, file.name()), wanted.spec());
    }

    /** The same once more, under a new name. */
    public CompressRequested retry(Job job) {
        var before = job.request()
                .orElseThrow(() -> new RefusedException(
                        409,
                        "request-unknown",
                        "the request of job " + job.id() + " is not known any more; submit it anew"));
        var again = new CompressRequested(
                newId(RANDOM_END.matcher(job.id().value()).replaceFirst("")), before.model(), before.spec());
        return publish(again);
    }

    /** @throws RefusedException if the job has ended */
    public void cancel(Job job) {
        if (job.status().isEnd()) {
            throw new RefusedException(
                    409,
                    "ended",
                    "job " + job.id() + " has ended as " + job.status().label() + " already");
        }
        outlet.publish(new CancelRequested(job.id()));
    }

    private CompressRequested publish(String wantedId, String fileName, ArtifactReference model, CompressionSpec spec) {
        var id = wantedId == null ? newId(ModelFile.stem(fileName)) : new JobId(wantedId);
        requireNew(id);
        return publish(new CompressRequested(id, model, spec));
    }

    /** Whoever is told that there is a job finds it here at once. */
    private CompressRequested publish(CompressRequested requested) {
        outlet.publish(requested);
        jobs.await(requested.jobId());
        return requested;
    }

    private void requireNew(JobId id) {
        if (jobs.find(id).isPresent()) {
            throw new RefusedException(409, "job-exists", "there is a job " + id + " already; choose another jobId");
        }
    }

    private JobId newId(String stem) {
        var drawn = new byte[3];
        random.nextBytes(drawn);
        var shown = stem.length() > LONGEST_STEM ? stem.substring(0, LONGEST_STEM) : stem;
        return new JobId(shown + "-" + HexFormat.of().formatHex(drawn));
    }

    private ArtifactReference stored(SubmitRequest.StoredModel model) {
        var uri = address(Checks.notBlank("model.uri", model.uri()));
        var checked = new ArtifactReference(uri, 1, NO_SHA);
        if (!checked.bucket().equals(store.bucket())) {
            throw Checks.invalid("model.uri '" + uri + "' is not in bucket '" + store.bucket()
                    + "', the only one that is read; it must look like s3://" + store.bucket() + "/models/net.zip");
        }
        return model.size() != null && model.sha256() != null
                ? new ArtifactReference(uri, model.size(), model.sha256())
                : store.describe(checked.key());
    }

    private static URI address(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw Checks.invalid("model.uri is no address; it must look like s3://bucket/key");
        }
    }
}
