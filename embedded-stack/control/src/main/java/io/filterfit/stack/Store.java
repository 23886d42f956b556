package io.filterfit.stack;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The S3-compatible store, S3Proxy on a directory: its configuration, its process, its bucket. */
final class Store {

    private static final JvmSettings JVM = new JvmSettings(
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms32m", "-Xmx256m", "-Xss512k"),
            JvmSettings.PLAIN_ALLOCATOR);

    /** The largest object that is stored by one PUT without chunks: S3Proxy holds it in memory to check its signature. */
    private static final int LARGEST_SIGNED_BODY_BYTES = 128 << 20;

    private final ChildProcess process;
    private final URI endpoint;
    private final StoreCredentials credentials;

    private Store(ChildProcess process, URI endpoint, StoreCredentials credentials) {
        this.process = process;
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    static Store start(StackDirectory directory, int port, Map<String, String> more) {
        StoreCredentials credentials = StoreCredentials.readOrGenerate(directory.credentials());
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        Path properties = directory.store().resolve("s3proxy.properties");
        try {
            StringWriter text = new StringWriter();
            Properties configuration = configuration(directory.store().resolve("data"), endpoint, credentials);
            configuration.putAll(more);
            configuration.store(text, "Written anew at every start");
            OwnerOnlyFile.write(properties, text.toString());
        } catch (IOException e) {
            throw StackDirectory.unusable(properties, "cannot be written", e);
        }
        JvmCommand command = new JvmCommand(
                JVM,
                new JvmCommand.MainClass(
                        CodeLocation.classPath("store.classpath"),
                        "org.gaul.s3proxy.Main",
                        List.of("--properties", properties.toString())));
        ChildProcess process = ChildProcess.start("store", command, directory.store(), directory.log("store"));
        return new Store(process, endpoint, credentials);
    }

    ChildProcess process() {
        return process;
    }

    URI endpoint() {
        return endpoint;
    }

    void awaitReady(Readiness readiness) {
        // Without a signature a working store answers 403.
        readiness.awaitHttp(process, FailureReason.STORE_UNAVAILABLE, endpoint, status -> status == 403);
    }

    void createBucket(String bucket) {
        try (MinioClient client = MinioClient.builder()
                .endpoint(endpoint.toString())
                .credentials(credentials.accessKey(), credentials.secretKey())
                .build()) {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            }
        } catch (Exception e) {
            throw new CompressionException(
                    FailureReason.STORE_UNAVAILABLE,
                    "bucket " + bucket + " could not be made in the embedded store (" + e.getMessage() + ")",
                    e);
        }
    }

    /** What a service needs to reach the store, as environment variables. */
    Map<String, String> clientEnvironment(String bucket) {
        return Map.of(
                "FILTERFIT_STORE_ENDPOINT", endpoint.toString(),
                "FILTERFIT_STORE_BUCKET", bucket,
                "FILTERFIT_STORE_ACCESS_KEY", credentials.accessKey(),
                "FILTERFIT_STORE_SECRET_KEY", credentials.secretKey());
    }

    private static Properties configuration(Path data, URI endpoint, StoreCredentials credentials) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "s3proxy.endpoint", endpoint.toString(),
                "s3proxy.authorization", "aws-v4",
                "s3proxy.identity", credentials.accessKey(),
                "s3proxy.credential", credentials.secretKey(),
                "s3proxy.v4-max-non-chunked-request-size", String.valueOf(LARGEST_SIGNED_BODY_BYTES),
                "jclouds.provider", "filesystem-nio2",
                "jclouds.identity", "unused",
                "jclouds.credential", "unused",
                "jclouds.filesystem.basedir", data.toString()));
        return properties;
    }
}
