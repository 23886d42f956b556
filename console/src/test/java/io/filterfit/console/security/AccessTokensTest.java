package io.filterfit.console.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.console.ConsoleConfiguration;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    private static final String TOKEN = "a-token-of-twenty-characters";

    @Test
    void aSessionEnds() {
        var session = tokens(Optional.of(TOKEN), NOON).session(Roles.ADMIN);

        assertThat(tokens(Optional.of(TOKEN), NOON.plus(Duration.ofMinutes(59))).roleOfSession(session))
                .contains(Roles.ADMIN);
        assertThat(tokens(Optional.of(TOKEN), NOON.plus(Duration.ofMinutes(60))).roleOfSession(session))
                .isEmpty();
    }

    @Test
    void aSessionHoldsAtEveryReplicaWithTheSameTokenAndAtNoOther() {
        var session = tokens(Optional.of(TOKEN), NOON).session(Roles.ADMIN);

        assertThat(tokens(Optional.of(TOKEN), NOON).roleOfSession(session)).contains(Roles.ADMIN);
        assertThat(tokens(Optional.of(TOKEN + "!"), NOON).roleOfSession(session))
                .isEmpty();
        assertThat(tokens(Optional.empty(), NOON).roleOfSession(session)).isEmpty();
    }

    @Test
    void aTokenIsMadeWhereNoneIsConfiguredAndNeverTheSame() {
        var first = tokens(Optional.empty(), NOON).generated().orElseThrow();
        var second = tokens(Optional.empty(), NOON).generated().orElseThrow();

        assertThat(first).hasSizeGreaterThan(40).isNotEqualTo(second);
        assertThat(tokens(Optional.of(TOKEN), NOON).generated()).isEmpty();
    }

    @Test
    void aShortTokenIsRefused() {
        assertThatThrownBy(() -> tokens(Optional.of("secret"), NOON))
                .hasMessageContaining("filterfit.console.token has 6 characters; take at least 20");
    }

    private static AccessTokens tokens(Optional<String> token, Instant now) {
        return new AccessTokens(new Configured(token), Clock.fixed(now, ZoneOffset.UTC));
    }

    private record Configured(Optional<String> token) implements ConsoleConfiguration {
        @Override
        public Optional<String> submitToken() {
            return Optional.empty();
        }

        @Override
        public Optional<String> readToken() {
            return Optional.empty();
        }

        @Override
        public ProviderRoles providerRoles() {
            throw new UnsupportedOperationException("tokens have roles of their own");
        }

        @Override
        public Duration session() {
            return Duration.ofHours(1);
        }

        @Override
        public MemorySize largestUpload() {
            return new MemorySize(BigInteger.ONE);
        }

        @Override
        public List<String> datasets() {
            return List.of();
        }
    }
}
