package io.filterfit.store;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.ServerException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Turns what the SDK throws into typed failures that say what to do. */
final class StoreErrors {

    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "InvalidToken",
            "AuthorizationHeaderMalformed",
            "AccountProblem",
            "AllAccessDisabled");

    private static final Set<String> MISSING_OBJECT = Set.of("NoSuchKey", "NoSuchObject", "ResourceNotFound");

    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;

    private final StoreSettings settings;

    StoreErrors(StoreSettings settings) {
        this.settings = settings;
    }

    CompressionException typed(String object, Exception problem) {
        if (problem instanceof CompressionException alreadyTyped) {
            return alreadyTyped;
        }
        if (isInterrupt(problem)) {
            Thread.currentThread().interrupt();
            return unavailable(object, problem);
        }
        if (problem instanceof ErrorResponseException answer) {
            return answered(object, answer);
        }
        return unavailable(object, problem);
    }

    CompressionException unavailable(String object, Exception problem) {
        var distrust = distrust(problem);
        if (distrust.isPresent()) {
            return new CompressionException(
                    FailureReason.STORE_UNAVAILABLE,
                    "the certificate of the object store at " + settings.endpoint() + " is not trusted ("
                            + distrust.get()
                            + "); name the certificates that it is signed by, with FILTERFIT_STORE_CA_CERTIFICATES",
                    problem);
        }
        return new CompressionException(
                FailureReason.STORE_UNAVAILABLE,
                "the object store at " + settings.endpoint() + " cannot be used for " + object + " ("
                        + describe(problem) + "); is it running, and is the address right?",
                problem);
    }

    private CompressionException answered(String object, ErrorResponseException answer) {
        var code = answer.errorResponse().code();
        var status = answer.response() == null ? 0 : answer.response().code();
        if (code.equals("NoSuchBucket")) {
            return new CompressionException(
                    FailureReason.ARTIFACT_MISSING,
                    "the bucket of " + object + " does not exist in the object store at " + settings.endpoint()
                            + "; create it, or name another one",
                    answer);
        }
        if (MISSING_OBJECT.contains(code)) {
            return new CompressionException(
                    FailureReason.ARTIFACT_MISSING,
                    "there is no " + object + " in the object store at " + settings.endpoint(),
                    answer);
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return new CompressionException(
                    FailureReason.STORE_ACCESS_DENIED,
                    "the object store at " + settings.endpoint()
                            + " refuses requests because the clocks differ; set this machine's clock",
                    answer);
        }
        if (DENIED.contains(code) || status == FORBIDDEN || status == UNAUTHORIZED) {
            return new CompressionException(
                    FailureReason.STORE_ACCESS_DENIED,
                    "the object store at " + settings.endpoint() + " refuses access to " + object + " (" + code
                            + "); check access key, secret key and the key's permissions",
                    answer);
        }
        return unavailable(object, answer);
    }

    private static boolean isInterrupt(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException
                    || cause instanceof InterruptedIOException
                            && !(cause instanceof SocketTimeoutException)
                            && !"timeout".equals(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    /** Why the store's certificate is refused, if that is the problem. */
    private static Optional<String> distrust(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                return Optional.of(
                        String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
            }
        }
        return Optional.empty();
    }

    private static String describe(Exception problem) {
        if (problem instanceof ErrorResponseException answer) {
            return answer.errorResponse().code();
        }
        if (problem instanceof ServerException server) {
            return "HTTP status " + server.statusCode();
        }
        var message = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
        return problem.getClass().getSimpleName() + ": " + message;
    }
}
