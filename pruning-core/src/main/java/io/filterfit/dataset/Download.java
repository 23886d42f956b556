package io.filterfit.dataset;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Fetches one file over HTTP, through the proxy that the environment or npm names. What an interrupted download left behind is
 * continued; the file appears under its name only once its checksum is right.
 */
final class Download {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;
    private static final int PARTIAL = 206;
    private static final int NOT_SATISFIABLE = 416;
    private static final long REPORT_NANOS = 250_000_000;

    private final URI address;
    private final Checksum checksum;
    private final long mostBytes;

    /** @param mostBytes that are taken, whatever the server sends */
    Download(URI address, Checksum checksum, long mostBytes) {
        this.address = address;
        this.checksum = checksum;
        this.mostBytes = mostBytes;
    }

    void into(Path file, FetchObserver observer) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            if (Files.exists(file) && checksum.matches(file)) {
                return;
            }
            for (int attempt = 1; ; attempt++) {
                try {
                    fetchRest(part, observer);
                    break;
                } catch (IOException interrupted) {
                    if (attempt == ATTEMPTS || Files.notExists(part)) {
                        throw interrupted;
                    }
                }
            }
            if (!checksum.matches(part)) {
                Files.delete(part);
                throw unreadable("has another " + checksum.algorithm() + " checksum than the data set's", null);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            String why = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
            throw unreadable("cannot be fetched: " + why, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CompressionException(
                    FailureReason.CANCELLED, "fetching " + address + " was interrupted", interrupted);
        }
    }

    private void fetchRest(Path part, FetchObserver observer) throws IOException, InterruptedException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER_LIMIT);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(HttpProxies.ofEnvironment())
                .build();
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() == NOT_SATISFIABLE) {
                return; // the part is already as long as the file; its checksum decides
            }
            if (response.statusCode() / 100 != 2) {
                throw unreadable("answered with HTTP status " + response.statusCode(), null);
            }
            boolean continues = response.statusCode() == PARTIAL;
            long length = response.headers().firstValueAsLong("content-length").orElse(-1);
            long start = continues ? have : 0;
            write(body, part, start, length < 0 ? -1 : start + length, observer);
        }
    }

    private void write(InputStream body, Path part, long start, long total, FetchObserver observer) throws IOException {
        String step = "downloading " + address;
        long done = start;
        long reported = System.nanoTime();
        try (OutputStream out =
                start > 0 ? Files.newOutputStream(part, StandardOpenOption.APPEND) : Files.newOutputStream(part)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                if (done + read > mostBytes) {
                    Files.delete(part);
                    throw unreadable("sends more than the " + mostBytes + " bytes that the file may have", null);
                }
                out.write(buffer, 0, read);
                done += read;
                if (System.nanoTime() - reported > REPORT_NANOS) {
                    observer.progress(step, done, total);
                    reported = System.nanoTime();
                }
            }
        }
        observer.progress(step, done, total);
        if (total >= 0 && done < total) {
            throw new IOException("the connection ended after " + done + " of " + total + " bytes");
        }
    }

    private CompressionException unreadable(String what, Throwable cause) {
        return new CompressionException(FailureReason.DATASET_UNREADABLE, address + " " + what, cause);
    }
}
