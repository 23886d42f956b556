package io.filterfit.store;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.minio.http.HttpUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** How the store is talked to: time limits, whose certificates are trusted, and who is told of it. */
final class StoreHttp {

    private StoreHttp() {}

    static OkHttpClient client(StoreSettings settings, StoreObserver observer) {
        var http = new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(Duration.ofSeconds(60))
                .writeTimeout(Duration.ofSeconds(60))
                .addNetworkInterceptor(chain -> {
                    // Or the last part of a body waits until the part before is acknowledged (Nagle's algorithm, RFC
                    // 896), up to 40 ms.
                    chain.connection().socket().setTcpNoDelay(true);
                    long start = System.nanoTime();
                    var response = chain.proceed(chain.request());
                    observer.answered(
                            chain.request().method(), response.code(), Duration.ofNanos(System.nanoTime() - start));
                    return response;
                })
                .build();
        return settings.caCertificates().map(file -> trusting(file, http)).orElse(http);
    }

    private static OkHttpClient trusting(Path certificates, OkHttpClient http) {
        try {
            return HttpUtils.enableExternalCertificates(http, certificates.toString());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE,
                    "the store's CA certificates " + certificates + " cannot be read (" + e.getMessage()
                            + "); give a file that holds certificates in PEM",
                    e);
        }
    }
}
