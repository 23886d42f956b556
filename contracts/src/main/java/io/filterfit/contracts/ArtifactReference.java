package io.filterfit.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.filterfit.spec.Checks;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Points at one immutable object in the store.
 *
 * @param uri {@code s3://bucket/key}; which store that is, only the reader's configuration says
 * @param size bytes
 * @param sha256 of the bytes, 64 lower-case hexadecimal digits; whoever reads the object verifies it
 */
public record ArtifactReference(URI uri, long size, String sha256) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** As S3 has it. */
    private static final int LONGEST_KEY = 1_024;

    public ArtifactReference {
        Checks.present("artifact.uri", uri);
        if (!"s3".equals(uri.getScheme()) || isEmpty(uri.getAuthority()) || isEmpty(keyOf(uri))) {
            throw Checks.invalid(
                    "artifact.uri '" + uri + "' does not name an object; it must look like s3://bucket/key");
        }
        if (uri.getQuery() != null || uri.getFragment() != null || !isSafe(keyOf(uri))) {
            throw Checks.invalid("artifact.uri '" + uri
                    + "' is not usable; its key must not hold empty parts, '.', '..', backslashes"
                    + " or control characters, nor be followed by a query or fragment");
        }
        if (size < 1) {
            throw Checks.invalid("artifact.size is " + size + "; it must be the object's size in bytes");
        }
        sha256 = Checks.present("artifact.sha256", sha256).toLowerCase(Locale.ROOT);
        if (!SHA_256.matcher(sha256).matches()) {
            throw Checks.invalid("artifact.sha256 must be 64 hexadecimal digits, as sha256sum prints them");
        }
    }

    public static ArtifactReference of(String bucket, String key, long size, String sha256) {
        return new ArtifactReference(URI.create("s3://" + bucket + "/" + key), size, sha256);
    }

    @JsonIgnore
    public String bucket() {
        return uri.getAuthority();
    }

    @JsonIgnore
    public String key() {
        return keyOf(uri);
    }

    /** Whether it leads nowhere else where keys become paths. */
    private static boolean isSafe(String key) {
        return key.length() <= LONGEST_KEY
                && key.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c))
                && Arrays.stream(key.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    private static String keyOf(URI uri) {
        var path = uri.getPath();
        return isEmpty(path) ? "" : path.substring(1);
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }
}
