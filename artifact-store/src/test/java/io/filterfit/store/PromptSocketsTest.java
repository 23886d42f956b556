package io.filterfit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class PromptSocketsTest {

    @Test
    void theStoresConnectionsDoNotHoldBackTheLastPartOfABody() throws Exception {
        var settings = StoreSettings.ofClient(URI.create("http://127.0.0.1:1"), "bucket", "key", "secret");
        var sockets = StoreHttp.client(settings, StoreObserver.NONE).socketFactory();
        var loopback = InetAddress.getLoopbackAddress();

        try (var server = new ServerSocket(0, 1, loopback);
                var unconnected = sockets.createSocket();
                var connected = sockets.createSocket(loopback, server.getLocalPort())) {
            assertThat(unconnected.getTcpNoDelay()).isTrue();
            assertThat(connected.getTcpNoDelay()).isTrue();
        }
    }
}
