package io.filterfit.console.web;

import io.filterfit.console.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages' templates. */
@CheckedTemplate(basePath = "")
final class Templates {

    private Templates() {}

    static native TemplateInstance jobs(JobListPage list, Who who);

    static native TemplateInstance job(JobPageView job, Who who);

    static native TemplateInstance selection(String html);

    static native TemplateInstance submit(SubmitPage form, Who who);

    static native TemplateInstance login(String next, String problem, Who who);

    static native TemplateInstance problem(Problem problem, String title, Who who);
}
