package io.filterfit.console.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.filterfit.console.ConsoleConfiguration;
import io.filterfit.spec.Checks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens that open the console, one for each role that has one, and the sessions that they are exchanged for: role and end, signed
 * with the token. Nothing is kept of a session, so that it holds at every replica with the same token.
 */
@ApplicationScoped
public class AccessTokens {

    private static final int SHORTEST = 20;
    private static final int RANDOM_BYTES = 32;
    private static final Pattern SESSION = Pattern.compile("(admin|submit|read)\\.(\\d{1,12})\\.([A-Za-z0-9_-]+)");

    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Optional<String> generated;
    private final ConsoleConfiguration configuration;
    private final Clock clock;

    @Inject
    AccessTokens(ConsoleConfiguration configuration) {
        this(configuration, Clock.systemUTC());
    }

    AccessTokens(ConsoleConfiguration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
        this.generated = configuration.token().isPresent() ? Optional.empty() : Optional.of(random());
        put(Roles.ADMIN, "token", configuration.token().or(() -> generated));
        put(Roles.SUBMIT, "submit-token", configuration.submitToken());
        put(Roles.READ, "read-token", configuration.readToken());
    }

    private void put(String role, String property, Optional<String> token) {
        token.ifPresent(value -> {
            if (value.length() < SHORTEST) {
                throw Checks.invalid("filterfit.console." + property + " has " + value.length()
                        + " characters; take at least " + SHORTEST + ", for instance from 'openssl rand -hex 24'");
            }
            tokens.put(role, value);
        });
    }

    /** The token that was made because none is configured. */
    Optional<String> generated() {
        return generated;
    }

    /** The role that a token opens. */
    public Optional<String> roleOf(String token) {
        return tokens.entrySet().stream()
                .filter(known -> same(known.getValue(), token))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A session for whoever has the token of this role. */
    public String session(String role) {
        var end = Instant.now(clock).plus(configuration.session()).getEpochSecond();
        return role + "." + end + "." + signature(role, end);
    }

    /** The role of a session that has not ended. */
    Optional<String> roleOfSession(String session) {
        var parts = SESSION.matcher(session);
        if (!parts.matches() || !tokens.containsKey(parts.group(1))) {
            return Optional.empty();
        }
        var end = Long.parseLong(parts.group(2));
        return same(signature(parts.group(1), end), parts.group(3))
                        && end > Instant.now(clock).getEpochSecond()
                ? Optional.of(parts.group(1))
                : Optional.empty();
    }

    private String signature(String role, long end) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(tokens.get(role).getBytes(UTF_8), mac.getAlgorithm()));
            return text(mac.doFinal(("session/" + role + "/" + end).getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA256", impossible);
        }
    }

    /** In a time that tells nothing of where they differ. */
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(digest(one), digest(other));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String random() {
        var drawn = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(drawn);
        return text(drawn);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
