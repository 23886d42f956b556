package io.filterfit.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class StoreHttpTest {

    @Test
    void connectionsDoNotHoldBackTheLastPartOfABody() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            var prompt = new AtomicBoolean();
            var client = StoreHttp.client(
                            StoreSettings.ofClient(address, "bucket", "key", "secret"), StoreObserver.NONE)
                    .newBuilder()
                    .addNetworkInterceptor(chain -> {
                        prompt.set(chain.connection().socket().getTcpNoDelay());
                        return chain.proceed(chain.request());
                    })
                    .build();

            client.newCall(new Request.Builder().url(address.toURL()).build())
                    .execute()
                    .close();

            assertThat(prompt).isTrue();
        } finally {
            server.stop(0);
        }
    }
}
