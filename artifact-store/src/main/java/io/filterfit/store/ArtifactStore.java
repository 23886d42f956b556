package io.filterfit.store;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.RemoveObjectsArgs;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.DeleteObject;
import io.minio.messages.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;

/** Reads and writes artifacts; thread-safe. Interrupting a thread ends its operation early, with the flag set again. */
public final class ArtifactStore implements AutoCloseable {

    /** Larger files go up in parts, each of which can be sent again by itself. */
    private static final long PART_SIZE = 64L << 20;

    private static final long SMALL = 1L << 20;

    /** What S3 lists and deletes at once. */
    private static final int PAGE = 1_000;

    private static final long LARGEST_DOCUMENT = 16L << 20;
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private static final Pattern KEPT = Pattern.compile("([0-9a-f]{64})/[^/]+");

    private final StoreSettings settings;
    private final StoreCalls calls;
    private final OkHttpClient http;
    private final MinioClient client;

    public ArtifactStore(StoreSettings settings) {
        this(settings, StoreObserver.NONE);
    }

    public ArtifactStore(StoreSettings settings, StoreObserver observer) {
        this.settings = settings;
        this.calls = new StoreCalls(settings);
        this.http = StoreHttp.client(settings, observer);
        this.client = MinioClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(http)
                .build();
    }

    /** The bucket that artifacts are written to. */
    public String bucket() {
        return settings.bucket();
    }

    public boolean bucketExists() {
        return calls.call(
                at(""),
                () -> client.bucketExists(
                        BucketExistsArgs.builder().bucket(bucket()).build()));
    }

    /** Makes the bucket; does nothing if it exists. */
    public void createBucket() {
        if (bucketExists()) {
            return;
        }
        calls.call(at(""), () -> {
            try {
                client.makeBucket(MakeBucketArgs.builder().bucket(bucket()).build());
            } catch (ErrorResponseException e) {
                // Somebody else was faster.
                if (!e.errorResponse().code().startsWith("BucketAlready")) {
                    throw e;
                }
            }
            return null;
        });
    }

    /**
     * Downloads an artifact, verified, into a directory, under the last part of its key. References come from whoever publishes events:
     * one to another bucket is refused, for with the store's credentials it would open what its author may not see.
     *
     * @return the file
     */
    public Path fetch(ArtifactReference reference, Path directory) {
        if (!reference.bucket().equals(bucket())) {
            throw new CompressionException(
                    FailureReason.INVALID_REQUEST,
                    "artifact " + reference.uri() + " is not in bucket '" + bucket()
                            + "', the only one that is read; put it there and name it s3://" + bucket() + "/...");
        }
        if (reference.size() > settings.largestArtifact()) {
            throw new CompressionException(
                    FailureReason.INVALID_REQUEST,
                    "artifact " + reference.uri() + " is to have " + reference.size() + " bytes; at most "
                            + settings.largestArtifact() + " are allowed");
        }
        var target = directory.resolve(fileName(reference.key()));
        return calls.call(reference.uri().toString(), () -> {
            try (var in = client.getObject(GetObjectArgs.builder()
                    .bucket(reference.bucket())
                    .object(reference.key())
                    .build())) {
                new Download(reference, target).copy(in);
            }
            return target;
        });
    }

    /**
     * Uploads a file as {@code prefix/<sha256>/<file name>}, if it is not there yet.
     *
     * @param prefix without slashes at its ends
     */
    public ArtifactReference keep(Path file, String prefix) {
        return keep(file, prefix, file.getFileName().toString());
    }

    /** Uploads a file as {@code prefix/<sha256>/<name>}, if it is not there yet. */
    public ArtifactReference keep(Path file, String prefix, String name) {
        var reference = describe(file, prefix, name);
        return calls.call(reference.uri().toString(), () -> {
            // To send a small one costs no more than to ask, and the bytes are the same.
            if (reference.size() <= SMALL || !isThere(reference)) {
                client.uploadObject(UploadObjectArgs.builder()
                        .bucket(reference.bucket())
                        .object(reference.key())
                        .filename(file.toString(), PART_SIZE)
                        .build());
            }
            return reference;
        });
    }

    /**
     * The reference to an object that is there, whoever put it there; reads it from beginning to end.
     *
     * @throws CompressionException ARTIFACT_MISSING if there is none, INVALID_REQUEST if it is empty or larger than is allowed
     */
    public ArtifactReference describe(String key) {
        return calls.call(at(key), () -> {
            try (var in = client.getObject(
                    GetObjectArgs.builder().bucket(bucket()).object(key).build())) {
                var digest = Sha256.digest();
                var buffer = new byte[1 << 16];
                long size = 0;
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                    size += read;
                    if (size > settings.largestArtifact()) {
                        throw new CompressionException(
                                FailureReason.INVALID_REQUEST,
                                at(key) + " has more than the " + settings.largestArtifact()
                                        + " bytes that are allowed");
                    }
                }
                return ArtifactReference.of(bucket(), key, size, HexFormat.of().formatHex(digest.digest()));
            }
        });
    }

    /** The small document under a key, if there is one. */
    public Optional<byte[]> read(String key) {
        return calls.call(at(key), () -> {
            try (var in = client.getObject(
                    GetObjectArgs.builder().bucket(bucket()).object(key).build())) {
                return Optional.of(in.readNBytes((int) LARGEST_DOCUMENT));
            } catch (ErrorResponseException e) {
                if (e.errorResponse().code().equals("NoSuchKey")) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /**
     * Creates a small document unless there is one: of all that try, one succeeds, whatever their order.
     *
     * @return whether this call created it
     */
    public boolean create(String key, byte[] document) {
        return calls.call(at(key), () -> {
            try {
                // A single PUT: stores ignore the condition on an upload in parts.
                client.putObject(
                        PutObjectArgs.builder()
                                .bucket(bucket())
                                .object(key)
                                .extraHeaders(Map.of("If-None-Match", "*"))
                                .stream(new ByteArrayInputStream(document), document.length, -1)
                                .contentType("application/json")
                                .build());
                return true;
            } catch (ErrorResponseException e) {
                if (lostTheRace(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    /**
     * Creates a small document unless there is one.
     *
     * @return what is there now: this document, or the one of whoever was first
     */
    public byte[] createOrRead(String key, byte[] document) {
        if (create(key, document)) {
            return document;
        }
        return read(key).orElse(document);
    }

    /** Deletes objects, a thousand in a request; one that is not there is no error. */
    public void deleteAll(List<String> keys) {
        for (int from = 0; from < keys.size(); from += PAGE) {
            var page = keys.subList(from, Math.min(keys.size(), from + PAGE));
            calls.call(at(page.get(0)), () -> {
                var results = client.removeObjects(RemoveObjectsArgs.builder()
                        .bucket(bucket())
                        .objects(page.stream().map(DeleteObject::new).toList())
                        .build());
                for (var failed : results) {
                    throw new IOException(failed.get().objectName() + " cannot be deleted: "
                            + failed.get().message());
                }
                return null;
            });
        }
    }

    public void delete(String key) {
        calls.call(at(key), () -> {
            client.removeObject(
                    RemoveObjectArgs.builder().bucket(bucket()).object(key).build());
            return null;
        });
    }

    /** Tells of every object whose key starts with this, in the order of the keys, however many they are. */
    public void forEach(String prefix, Consumer<StoredObject> handler) {
        var last = "";
        List<StoredObject> page;
        do {
            var after = last;
            page = calls.call(at(prefix), () -> page(prefix, after));
            page.forEach(handler);
            last = page.isEmpty() ? last : page.get(page.size() - 1).key();
        } while (page.size() == PAGE);
    }

    private List<StoredObject> page(String prefix, String after) throws Exception {
        List<StoredObject> page = new ArrayList<>();
        for (var item : client.listObjects(ListObjectsArgs.builder()
                .bucket(bucket())
                .prefix(prefix)
                .startAfter(after.isEmpty() ? null : after)
                .maxKeys(PAGE)
                .recursive(true)
                .build())) {
            var found = item.get();
            page.add(new StoredObject(
                    found.objectName(), found.size(), found.lastModified().toInstant()));
            if (page.size() == PAGE) {
                break;
            }
        }
        return page;
    }

    /** The keys that start with this, in order. */
    public List<String> list(String prefix) {
        return objects(prefix).stream().map(Item::objectName).toList();
    }

    /** All files that were {@link #keep kept} under this prefix, as far as there is anything of them. */
    public List<ArtifactReference> kept(String prefix) {
        List<ArtifactReference> found = new ArrayList<>();
        for (var item : objects(prefix + "/")) {
            var name = KEPT.matcher(item.objectName().substring(prefix.length() + 1));
            if (name.matches() && item.size() > 0) {
                found.add(ArtifactReference.of(bucket(), item.objectName(), item.size(), name.group(1)));
            }
        }
        return found;
    }

    private List<Item> objects(String prefix) {
        return calls.call(at(prefix), () -> {
            List<Item> items = new ArrayList<>();
            for (var item : client.listObjects(ListObjectsArgs.builder()
                    .bucket(bucket())
                    .prefix(prefix)
                    .recursive(true)
                    .build())) {
                items.add(item.get());
            }
            return items;
        });
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private ArtifactReference describe(Path file, String prefix, String name) {
        try {
            var sha256 = Sha256.of(file);
            var key = prefix + "/" + sha256 + "/" + name;
            return ArtifactReference.of(bucket(), key, Files.size(file), sha256);
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE, "file " + file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private boolean isThere(ArtifactReference reference) throws Exception {
        try {
            var found = client.statObject(StatObjectArgs.builder()
                    .bucket(reference.bucket())
                    .object(reference.key())
                    .build());
            return found.size() == reference.size();
        } catch (ErrorResponseException e) {
            if (e.errorResponse().code().equals("NoSuchKey")) {
                return false;
            }
            throw e;
        }
    }

    private String at(String key) {
        return "s3://" + bucket() + "/" + key;
    }

    private static boolean lostTheRace(ErrorResponseException e) {
        var status = e.response() == null ? 0 : e.response().code();
        return e.errorResponse().code().equals("PreconditionFailed")
                || status == PRECONDITION_FAILED
                || status == CONFLICT;
    }

    private static String fileName(String key) {
        var name = key.substring(key.lastIndexOf('/') + 1);
        return name.isEmpty() || name.startsWith(".") ? "artifact" : name;
    }
}
