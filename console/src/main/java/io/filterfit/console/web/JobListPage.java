package io.filterfit.console.web;

import io.filterfit.console.job.JobPage;
import io.filterfit.console.job.JobQuery;
import io.filterfit.console.job.JobStatus;
import io.filterfit.spec.Criterion;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * The list of jobs, and what was asked for to get it.
 *
 * @param complete whether all is read that has happened
 * @param own its own address, to ask for it again
 * @param before the address of the page before, null if there is none
 */
record JobListPage(
        List<JobRow> rows,
        int total,
        int page,
        int pages,
        boolean complete,
        Choices choices,
        String own,
        String before,
        String after) {

    /** What the filter offers, and what is chosen. */
    record Choices(List<Choice> statuses, List<Choice> datasets, List<Choice> criteria, String text) {
        boolean isAnything() {
            return !text.isEmpty()
                    || List.of(statuses, datasets, criteria).stream()
                            .anyMatch(list -> list.stream().anyMatch(Choice::chosen));
        }
    }

    record Choice(String value, boolean chosen) {
        static List<Choice> of(List<String> values, String chosen) {
            return values.stream()
                    .map(value -> new Choice(value, value.equals(chosen)))
                    .toList();
        }
    }

    static JobListPage of(JobPage found, JobQuery query, List<String> datasets, boolean complete) {
        var status = query.status() == null ? "" : query.status().label();
        var choices = new Choices(
                Choice.of(
                        Arrays.stream(JobStatus.values()).map(JobStatus::label).toList(), status),
                Choice.of(datasets, query.dataset()),
                Choice.of(Criterion.NAMES, query.criterion()),
                query.text());
        return new JobListPage(
                found.jobs().stream().map(JobRow::of).toList(),
                found.total(),
                found.page(),
                found.pages(),
                complete,
                choices,
                address(query, status, found.page()),
                found.page() > 1 ? address(query, status, found.page() - 1) : null,
                found.page() < found.pages() ? address(query, status, found.page() + 1) : null);
    }

    public boolean filtered() {
        return choices.isAnything();
    }

    private static String address(JobQuery query, String status, int page) {
        return UriBuilder.fromPath("/")
                .queryParam("q", "{q}")
                .queryParam("status", "{status}")
                .queryParam("dataset", "{dataset}")
                .queryParam("criterion", "{criterion}")
                .queryParam("page", "{page}")
                .build(query.text(), status, query.dataset(), query.criterion(), page)
                .toString();
    }
}
