package io.filterfit.console.security;

import io.filterfit.console.ConsoleConfiguration;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the roles that those of a provider stand for, and those that they imply. (Quarkus' own mapping of roles comes after all augmentors, so
 * that nothing could be implied by what it gives.)
 */
@ApplicationScoped
class RolesOfTheProvider implements SecurityIdentityAugmentor {

    private final Map<String, List<String>> standFor;

    RolesOfTheProvider(ConsoleConfiguration configuration) {
        var roles = configuration.providerRoles();
        standFor = Map.of(
                Roles.READ, names(roles.read()),
                Roles.SUBMIT, names(roles.submit()),
                Roles.ADMIN, names(roles.admin()));
    }

    private static List<String> names(Optional<List<String>> configured) {
        return configured.orElse(List.of()).stream().map(String::strip).toList();
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.isAnonymous()) {
            return Uni.createFrom().item(identity);
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(identity)
                        .addRoles(Roles.withImplied(ours(identity.getRoles())))
                        .build());
    }

    private Set<String> ours(Set<String> theirs) {
        Set<String> all = new HashSet<>(theirs);
        standFor.forEach((role, names) -> {
            if (!Collections.disjoint(names, theirs)) {
                all.add(role);
            }
        });
        return all;
    }
}
