package io.filterfit.onednn;

/** A network holds something that has not been translated to the library's operations; the message says what and where. */
final class UnsupportedNetworkException extends Exception {

    private static final long serialVersionUID = 1L;

    UnsupportedNetworkException(String message) {
        super(message);
    }
}
