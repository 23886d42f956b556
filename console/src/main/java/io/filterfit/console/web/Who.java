package io.filterfit.console.web;

import io.filterfit.console.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;

/**
 * Whom a page is for.
 *
 * @param signsOut whether there is a session of ours to end
 */
record Who(boolean known, boolean maySubmit, boolean mayCancel, boolean signsOut) {

    static final Who NOBODY = new Who(false, false, false, false);

    static Who of(SecurityIdentity identity, boolean tokens) {
        return new Who(!identity.isAnonymous(), identity.hasRole(Roles.SUBMIT), identity.hasRole(Roles.ADMIN), tokens);
    }
}
