package io.filterfit.store;

import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Stage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in the bucket things are. */
public final class StoreLayout {

    /** The networks that users bring; without a slash at the end. */
    public static final String MODELS = "models";

    /** What can be had again by measuring again. */
    public static final String CACHE = "cache/";

    /** What jobs keep, each below its id. */
    public static final String JOBS = "jobs/";

    private static final Pattern OF_JOB = Pattern.compile("jobs/([^/]+)/.+");
    private static final Pattern OUTCOME = Pattern.compile("jobs/[^/]+/round-\\d+/[^/]+/outcome\\.json");

    private StoreLayout() {}

    /** Of one stage of one round, without a slash at the end. */
    public static String stage(JobId job, int round, Stage stage) {
        return JOBS + job + "/round-" + round + "/" + stage.label();
    }

    /** The outcome's event; whoever creates it has decided what the outcome is. */
    public static String outcome(JobId job, int round, Stage stage) {
        return stage(job, round, stage) + "/outcome.json";
    }

    public static boolean isOutcome(String key) {
        return OUTCOME.matcher(key).matches();
    }

    /** The job that an object belongs to. */
    public static Optional<String> jobOf(String key) {
        Matcher job = OF_JOB.matcher(key);
        return job.matches() ? Optional.of(job.group(1)) : Optional.empty();
    }
}
