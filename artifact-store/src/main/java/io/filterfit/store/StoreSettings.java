package io.filterfit.store;

import io.filterfit.spec.Checks;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the object store is and how to get in.
 *
 * @param endpoint of the S3 API, {@code http://...} or {@code https://...}
 * @param bucket that artifacts are written to
 * @param region as the store wants it in signatures; {@code us-east-1} suits most
 * @param caCertificates a file of certificates in PEM that the store's is signed by; without it those that Java trusts
 * @param retryFor how long an operation is tried again while the store does not answer
 * @param largestArtifact bytes; larger ones are not downloaded
 */
public record StoreSettings(
        URI endpoint,
        String bucket,
        String region,
        String accessKey,
        String secretKey,
        Optional<Path> caCertificates,
        Duration retryFor,
        long largestArtifact) {

    public static final String DEFAULT_REGION = "us-east-1";
    public static final long DEFAULT_LARGEST_ARTIFACT = 2L << 30;

    public StoreSettings {
        Checks.present("store.endpoint", endpoint);
        if (!"http".equals(endpoint.getScheme()) && !"https".equals(endpoint.getScheme())) {
            throw Checks.invalid("store.endpoint is '" + endpoint + "'; it must start with http:// or https://");
        }
        Checks.notBlank("store.bucket", bucket);
        Checks.notBlank("store.region", region);
        Checks.present("store.accessKey", accessKey);
        Checks.present("store.secretKey", secretKey);
        Checks.present("store.caCertificates", caCertificates);
        Checks.present("store.retryFor", retryFor);
        if (largestArtifact < 1) {
            throw Checks.invalid("store.largestArtifact is " + largestArtifact + "; it must be a number of bytes");
        }
    }

    /** For a client: default region and sizes, and no long waits for a store that does not answer. */
    public static StoreSettings ofClient(URI endpoint, String bucket, String accessKey, String secretKey) {
        return new StoreSettings(
                endpoint,
                bucket,
                DEFAULT_REGION,
                accessKey,
                secretKey,
                Optional.empty(),
                Duration.ofSeconds(10),
                DEFAULT_LARGEST_ARTIFACT);
    }

    public StoreSettings withRetryFor(Duration duration) {
        return new StoreSettings(
                endpoint, bucket, region, accessKey, secretKey, caCertificates, duration, largestArtifact);
    }

    public StoreSettings withCaCertificates(Path file) {
        return new StoreSettings(
                endpoint, bucket, region, accessKey, secretKey, Optional.of(file), retryFor, largestArtifact);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "StoreSettings[endpoint=" + endpoint + ", bucket=" + bucket + "]";
    }
}
