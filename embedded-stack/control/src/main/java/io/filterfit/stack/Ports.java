package io.filterfit.stack;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback ports for children to listen on. */
final class Ports {

    /**
     * Below the range from which operating systems take the ports of outgoing connections, so that none of those can take
     * a port between our looking and the child's binding.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 500;

    private Ports() {}

    /** The wanted port if it is free, or any free one outside {@code taken} if {@code wanted} is 0. */
    static int choose(String purpose, int wanted, Set<Integer> taken) {
        if (wanted == 0) {
            return anyFree(purpose, taken);
        }
        if (!isFree(wanted)) {
            throw new CompressionException(
                    FailureReason.INVALID_REQUEST,
                    "port " + wanted + " for " + purpose + " is in use; choose another, or 0 for any free one");
        }
        return wanted;
    }

    /** This port if it is free, else any free one. */
    static int prefer(int wanted, Set<Integer> taken) {
        int port = isFree(wanted) ? wanted : anyFree("port " + wanted, taken);
        taken.add(port);
        return port;
    }

    private static int anyFree(String purpose, Set<Integer> taken) {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (!taken.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new CompressionException(
                FailureReason.INTERNAL,
                "no free port for " + purpose + " was found from " + FIRST + " to " + LAST + "; name one");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }
}
