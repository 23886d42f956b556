package io.filterfit.console.job;

import io.filterfit.console.RefusedException;
import io.filterfit.contracts.JobId;
import io.filterfit.spec.CompressionException;
import jakarta.enterprise.context.ApplicationScoped;

/** Jobs by the name that somebody asks for. */
@ApplicationScoped
public class FoundJobs {

    private final Jobs jobs;

    FoundJobs(Jobs jobs) {
        this.jobs = jobs;
    }

    /** @throws RefusedException 404 if there is none, 503 while it is not known yet whether there is */
    public Job named(String id) {
        return jobs.find(valid(id)).orElseThrow(() -> jobs.isComplete() ? RefusedException.noJob(id) : notYet());
    }

    private static JobId valid(String id) {
        try {
            return new JobId(id);
        } catch (CompressionException noId) {
            throw RefusedException.noJob(id);
        }
    }

    private static RefusedException notYet() {
        return new RefusedException(
                503, "starting", "the console is still reading what has happened; try again in a few seconds");
    }
}
