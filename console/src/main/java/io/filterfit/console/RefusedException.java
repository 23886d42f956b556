package io.filterfit.console;

/** Something is not to be had, or cannot be done now. */
public final class RefusedException extends RuntimeException {

    private final transient Problem problem;

    public RefusedException(int status, String reason, String detail) {
        super(detail);
        this.problem = new Problem(status, reason, detail);
    }

    public static RefusedException noJob(String id) {
        return new RefusedException(404, "no-such-job", "no job '" + shown(id) + "' is known here");
    }

    public Problem problem() {
        return problem;
    }

    private static String shown(String id) {
        return (id.length() > 80 ? id.substring(0, 80) + "..." : id).replaceAll("[^A-Za-z0-9._-]", "?");
    }
}
