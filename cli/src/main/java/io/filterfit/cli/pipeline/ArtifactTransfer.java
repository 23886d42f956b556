package io.filterfit.cli.pipeline;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** Brings files to the store and back, named and verified by their SHA-256. */
public final class ArtifactTransfer implements AutoCloseable {

    private final PipelineAddress address;
    private final MinioClient client;

    public ArtifactTransfer(PipelineAddress address) {
        this.address = address;
        this.client = MinioClient.builder()
                .endpoint(address.storeEndpoint().toString())
                .credentials(
                        address.credentials().accessKey(), address.credentials().secretKey())
                .build();
        client.setTimeout(
                TimeUnit.SECONDS.toMillis(KafkaClients.PATIENCE_SECONDS),
                TimeUnit.MINUTES.toMillis(2),
                TimeUnit.MINUTES.toMillis(2));
    }

    /** Uploads a file, unless the store already holds the same bytes. */
    public ArtifactReference upload(Path file) {
        try {
            String sha256 = sha256(file);
            String key = "blobs/sha256/" + sha256;
            if (!exists(key)) {
                client.uploadObject(UploadObjectArgs.builder()
                        .bucket(address.bucket())
                        .object(key)
                        .filename(file.toString())
                        .build());
            }
            return ArtifactReference.of(address.bucket(), key, Files.size(file), sha256);
        } catch (Exception e) {
            throw failed("uploading " + file, e);
        }
    }

    /** Downloads an artifact; the file appears only once its bytes are verified. */
    public Path download(ArtifactReference artifact, Path file) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try (InputStream in = client.getObject(GetObjectArgs.builder()
                        .bucket(artifact.bucket())
                        .object(artifact.key())
                        .build());
                DigestInputStream digesting = new DigestInputStream(in, newSha256())) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.copy(digesting, partial, StandardCopyOption.REPLACE_EXISTING);
            String found = HexFormat.of().formatHex(digesting.getMessageDigest().digest());
            if (!found.equals(artifact.sha256())) {
                Files.delete(partial);
                throw new CompressionException(
                        FailureReason.ARTIFACT_CORRUPT,
                        artifact.uri() + " has SHA-256 " + found + " where " + artifact.sha256() + " was announced");
            }
            return Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (CompressionException e) {
            throw e;
        } catch (Exception e) {
            throw failed("downloading " + artifact.uri(), e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception e) {
            throw failed("closing the connection", e);
        }
    }

    private boolean exists(String key) throws Exception {
        try {
            client.statObject(StatObjectArgs.builder()
                    .bucket(address.bucket())
                    .object(key)
                    .build());
            return true;
        } catch (ErrorResponseException e) {
            if ("NoSuchKey".equals(e.errorResponse().code())) {
                return false;
            }
            throw e;
        }
    }

    private CompressionException failed(String doing, Exception e) {
        String store = address.storeEndpoint() + ", bucket " + address.bucket();
        if (e instanceof ErrorResponseException refused) {
            String code = refused.errorResponse().code();
            return switch (code) {
                case "NoSuchBucket", "NoSuchKey" ->
                    new CompressionException(
                            FailureReason.ARTIFACT_MISSING, doing + " failed: " + store + " says " + code, e);
                case "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "Forbidden" ->
                    new CompressionException(
                            FailureReason.STORE_ACCESS_DENIED,
                            doing + " failed: " + store + " refuses the credentials (" + code
                                    + "); check --access-key and the secret key",
                            e);
                default ->
                    new CompressionException(
                            FailureReason.STORE_UNAVAILABLE, doing + " failed: " + store + " says " + code, e);
            };
        }
        if (e instanceof java.nio.file.FileSystemException local) {
            return new CompressionException(
                    FailureReason.FILE_UNUSABLE, doing + " failed: " + local.getMessage() + " is not usable", e);
        }
        return new CompressionException(
                FailureReason.STORE_UNAVAILABLE,
                doing + " failed: the store at " + store + " does not answer (" + e.getMessage() + ")",
                e);
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = newSha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
