package io.filterfit.stack;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntPredicate;

/** Waits for children to get ready: asks again and again until they are, they end, or the time is over. */
final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();
    private final Duration limit;
    private final Instant deadline;

    /** Everything that is awaited through this object shares the limit, counted from now. */
    Readiness(Duration limit) {
        this.limit = limit;
        this.deadline = Instant.now().plus(limit);
    }

    @FunctionalInterface
    interface Probe {
        boolean ready() throws IOException, InterruptedException;
    }

    void awaitPort(ChildProcess child, FailureReason reason, int port) {
        await(child, reason, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) ANSWER.toMillis());
                return true;
            }
        });
    }

    void awaitHttp(ChildProcess child, FailureReason reason, URI address, IntPredicate status) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(ANSWER).GET().build();
        await(child, reason, () -> {
            HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            return status.test(answer.statusCode());
        });
    }

    private void await(ChildProcess child, FailureReason reason, Probe probe) {
        RetryPolicy<Boolean> untilReady = RetryPolicy.<Boolean>builder()
                .handle(IOException.class)
                .handleResult(false)
                .abortIf((ready, failure) -> !child.isAlive())
                .withDelay(PAUSE)
                .withMaxAttempts(-1)
                .withMaxDuration(remaining())
                .build();
        boolean ready = attempt(untilReady, probe);
        if (!child.isAlive()) {
            throw child.unexpectedEnd(reason);
        }
        if (!ready) {
            throw child.notReady(reason, limit);
        }
    }

    private static boolean attempt(RetryPolicy<Boolean> policy, Probe probe) {
        try {
            return Failsafe.with(policy).get(probe::ready);
        } catch (FailsafeException notReady) {
            if (notReady.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
    }

    Duration remaining() {
        Duration left = Duration.between(Instant.now(), deadline);
        return left.compareTo(PAUSE) > 0 ? left : PAUSE.plusMillis(1);
    }
}
