package io.filterfit.it.fault;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Stands between the services and the store. What it passes on it does not change, so that signatures stay valid; what becomes of a
 * request, a {@link Fault} says.
 */
final class StoreProxy implements AutoCloseable {

    /** What a client asks of the store. */
    record Request(HttpMethod method, String path) {

        boolean isPut(String part) {
            return method == HttpMethod.PUT && path.contains(part);
        }

        boolean isGet(String part) {
            return method == HttpMethod.GET && path.contains(part);
        }
    }

    /** What becomes of a request. */
    sealed interface Fault {}

    /** It goes through. */
    record None() implements Fault {}

    /** It goes through, later. */
    record Delayed(Duration by) implements Fault {}

    /** The store is not asked; this is the answer. */
    record Answered(int status, String code) implements Fault {}

    /** The connection breaks; whether the store has done what was asked before, the client cannot know. */
    record Broken(boolean done) implements Fault {}

    /** Neither goes on nor ends: before the store is asked, or once it has done what was asked. */
    record Held(boolean done) implements Fault {}

    /** Decides on each request. */
    @FunctionalInterface
    interface Plan {
        Fault of(Request request);
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final URI store;
    private final URI endpoint;
    private final AtomicLong faults = new AtomicLong();
    private final Queue<HttpServerRequest> holding = new ConcurrentLinkedQueue<>();
    private volatile Plan plan = any -> new None();
    private volatile CompletableFuture<Request> held = new CompletableFuture<>();

    StoreProxy(URI store) {
        this.store = store;
        client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(true));
        var server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> request.body().onSuccess(body -> received(request, body)));
        endpoint = URI.create("http://127.0.0.1:"
                + server.listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .actualPort());
    }

    URI endpoint() {
        return endpoint;
    }

    /** From now on. */
    void plan(Plan other) {
        held = new CompletableFuture<>();
        faults.set(0);
        plan = other;
    }

    /** Passes everything on from now on; what was held breaks, so that its client asks again. */
    void heal() {
        plan(any -> new None());
        for (var request = holding.poll(); request != null; request = holding.poll()) {
            request.connection().close();
        }
    }

    /** How many requests a fault has met since the plan was made. */
    long faults() {
        return faults.get();
    }

    /** Holds the first of these requests; all others go through. */
    void holdFirst(Predicate<Request> wanted, boolean done) {
        plan(request -> !held.isDone() && wanted.test(request) ? new Held(done) : new None());
    }

    /** Waits until a request is held. */
    Request awaitHeld(Duration limit) throws Exception {
        return held.get(limit.toSeconds(), TimeUnit.SECONDS);
    }

    private void received(HttpServerRequest request, Buffer body) {
        var asked = new Request(request.method(), request.path());
        var fault = plan.of(asked);
        if (!(fault instanceof None)) {
            faults.incrementAndGet();
        }
        if (fault instanceof None) {
            pass(request, body);
        } else if (fault instanceof Delayed delayed) {
            vertx.setTimer(delayed.by().toMillis(), any -> pass(request, body));
        } else if (fault instanceof Answered answered) {
            answer(request, answered);
        } else if (fault instanceof Broken broken) {
            (broken.done() ? ask(request, body) : Future.<HttpClientResponse>succeededFuture())
                    .onComplete(any -> request.connection().close());
        } else if (fault instanceof Held hold) {
            (hold.done() ? ask(request, body) : Future.<HttpClientResponse>succeededFuture()).onSuccess(any -> {
                holding.add(request);
                held.complete(asked);
            });
        }
    }

    private void pass(HttpServerRequest request, Buffer body) {
        ask(request, body)
                .compose(response -> response.body().map(content -> {
                    request.response().setStatusCode(response.statusCode());
                    request.response().headers().setAll(response.headers());
                    request.response().end(content);
                    return null;
                }))
                .onFailure(any -> request.connection().close());
    }

    private Future<HttpClientResponse> ask(HttpServerRequest request, Buffer body) {
        return client.request(new RequestOptions()
                        .setMethod(request.method())
                        .setHost(store.getHost())
                        .setPort(store.getPort())
                        .setURI(request.uri()))
                .compose(out -> {
                    out.headers().setAll(request.headers());
                    return out.send(body);
                });
    }

    private static void answer(HttpServerRequest request, Answered answered) {
        request.response()
                .setStatusCode(answered.status())
                .putHeader("Content-Type", "application/xml")
                .end("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + answered.code()
                        + "</Code><Message>injected</Message></Error>");
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
