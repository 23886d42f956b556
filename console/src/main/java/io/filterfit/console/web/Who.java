package io.filterfit.console.web;

import io.filterfit.console.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;

/**
 * Whom a page is for.
 *
 * @param tokens whether the session is one of ours rather than the provider's
 */
record Who(boolean known, boolean maySubmit, boolean mayCancel, boolean tokens) {

    static final Who NOBODY = new Who(false, false, false, false);

    static Who of(SecurityIdentity identity, boolean tokens) {
        return new Who(!identity.isAnonymous(), identity.hasRole(Roles.SUBMIT), identity.hasRole(Roles.ADMIN), tokens);
    }
}
