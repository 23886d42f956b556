package io.filterfit.console.security;

import java.util.Set;

/** The roles; each holds those before it. */
public final class Roles {

    /** Looks at jobs and fetches what they produced. */
    public static final String READ = "read";

    /** Starts jobs. */
    public static final String SUBMIT = "submit";

    /** Stops jobs, whoever started them. */
    public static final String ADMIN = "admin";

    private Roles() {}

    static Set<String> withImplied(Set<String> roles) {
        if (roles.contains(ADMIN)) {
            return Set.of(ADMIN, SUBMIT, READ);
        }
        return roles.contains(SUBMIT) ? Set.of(SUBMIT, READ) : roles;
    }
}
