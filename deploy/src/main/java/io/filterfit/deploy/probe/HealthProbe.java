package io.filterfit.deploy.probe;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/**
 * What Compose asks a container with, for the images hold no other program than Java: ends with status 0 if the service in it is ready. It goes
 * into every image, alone.
 */
public final class HealthProbe {

    private static final int MILLISECONDS = 5_000;

    private HealthProbe() {}

    public static void main(String[] arguments) {
        System.exit(isReady() ? 0 : 1);
    }

    private static boolean isReady() {
        String port = System.getenv().getOrDefault("QUARKUS_HTTP_PORT", "8080");
        try {
            var address = new URL("http://127.0.0.1:" + port + "/q/health/ready");
            var connection = (HttpURLConnection) address.openConnection();
            connection.setConnectTimeout(MILLISECONDS);
            connection.setReadTimeout(MILLISECONDS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notReady) {
            return false;
        }
    }
}
