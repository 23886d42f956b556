package io.filterfit.console.job;

import java.util.List;

/**
 * Some of the jobs that were asked for, the latest first.
 *
 * @param total all that were asked for, on whatever page
 * @param page this one, from 1
 * @param pages in all, at least 1
 */
public record JobPage(int total, int page, int pages, List<JobSummary> jobs) {}
