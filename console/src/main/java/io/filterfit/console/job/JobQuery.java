package io.filterfit.console.job;

import io.filterfit.spec.Checks;
import java.util.Locale;

/**
 * Which jobs are wanted. What is null or blank does not matter.
 *
 * @param text part of the job's id or of the name of its model file
 * @param page from 1
 * @param size jobs on a page, at most {@value #LARGEST_PAGE}
 */
public record JobQuery(JobStatus status, String dataset, String criterion, String text, int page, int size) {

    public static final int LARGEST_PAGE = 200;

    public JobQuery {
        dataset = orEmpty(dataset);
        criterion = orEmpty(criterion);
        text = orEmpty(text);
        Checks.atLeast("page", page, 1);
        Checks.atLeast("size", size, 1);
        if (size > LARGEST_PAGE) {
            throw Checks.invalid("size is " + size + "; it must be at most " + LARGEST_PAGE);
        }
    }

    boolean matches(JobSummary job) {
        return (status == null || status == job.status())
                && (dataset.isEmpty() || dataset.equals(job.dataset()))
                && (criterion.isEmpty() || criterion.equals(job.criterion()))
                && (contains(job.id()) || contains(job.modelName()));
    }

    private boolean contains(String name) {
        return name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text.strip();
    }
}
