package io.filterfit.onednn;

/** The library refused something. */
final class OneDnnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param what was asked for
     * @param status the library's answer, a {@code dnnl_status_t}
     */
    OneDnnException(String what, int status) {
        super("oneDNN: " + what + " failed with status " + status);
    }
}
