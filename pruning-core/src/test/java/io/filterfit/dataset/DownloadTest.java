package io.filterfit.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DownloadTest {

    private static final byte[] CONTENT = "the content of a file".getBytes(StandardCharsets.UTF_8);

    /** Not that of CONTENT. */
    private static final Checksum WRONG = new Checksum("MD5", "00000000000000000000000000000000");

    @TempDir
    Path directory;

    private final List<String> ranges = new ArrayList<>();
    private HttpServer server;
    private int breakOffAfter = Integer.MAX_VALUE;
    private long mostBytes = CONTENT.length;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(String.valueOf(range));
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        byte[] rest = Arrays.copyOfRange(CONTENT, from, CONTENT.length);
        exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
        int sent = Math.min(rest.length, breakOffAfter);
        breakOffAfter = Integer.MAX_VALUE;
        exchange.getResponseBody().write(rest, 0, sent);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private Download download(String path, Checksum checksum) {
        return new Download(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path), checksum, mostBytes);
    }

    private Checksum checksum() throws IOException {
        Path reference = Files.write(directory.resolve("reference"), CONTENT);
        return new Checksum("MD5", new Checksum("MD5", "").of(reference));
    }

    @Test
    void theFileIsThereAndTheObserverSawItsSize() throws Exception {
        List<Long> totals = new ArrayList<>();

        download("/file", checksum()).into(directory.resolve("f"), (step, done, total) -> totals.add(total));

        assertThat(directory.resolve("f")).hasBinaryContent(CONTENT);
        assertThat(totals).contains((long) CONTENT.length);
    }

    @Test
    void aConnectionThatBreaksOffIsContinuedWhereItEnded() throws Exception {
        breakOffAfter = 8;

        download("/file", checksum()).into(directory.resolve("f"), FetchObserver.SILENT);

        assertThat(directory.resolve("f")).hasBinaryContent(CONTENT);
        assertThat(ranges).containsExactly("null", "bytes=8-");
    }

    @Test
    void whatAnEarlierRunLeftBehindIsContinued() throws Exception {
        Files.write(directory.resolve("f.part"), Arrays.copyOf(CONTENT, 5));

        download("/file", checksum()).into(directory.resolve("f"), FetchObserver.SILENT);

        assertThat(directory.resolve("f")).hasBinaryContent(CONTENT);
        assertThat(ranges).containsExactly("bytes=5-");
    }

    @Test
    void aFileThatIsThereAlreadyIsNotFetchedAgain() throws Exception {
        Files.write(directory.resolve("f"), CONTENT);

        download("/file", checksum()).into(directory.resolve("f"), FetchObserver.SILENT);

        assertThat(ranges).isEmpty();
    }

    @Test
    void aWrongChecksumLeavesNothingBehind() {
        assertUnreadable(download("/file", WRONG), "has another MD5 checksum");
        assertThat(directory.resolve("f")).doesNotExist();
        assertThat(directory.resolve("f.part")).doesNotExist();
    }

    @Test
    void aServerThatSendsTooMuchIsCutOff() throws Exception {
        mostBytes = CONTENT.length - 1;

        assertUnreadable(download("/file", checksum()), "sends more than the " + mostBytes + " bytes");
        assertThat(directory.resolve("f.part")).doesNotExist();
    }

    @Test
    void anHttpErrorIsTold() {
        assertUnreadable(download("/nothing", WRONG), "answered with HTTP status 404");
    }

    @Test
    void aServerThatDoesNotAnswerIsTold() {
        server.stop(0);

        assertUnreadable(download("/file", WRONG), "cannot be fetched");
    }

    private void assertUnreadable(Download download, String message) {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> download.into(directory.resolve("f"), FetchObserver.SILENT))
                .withMessageContaining(message)
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.DATASET_UNREADABLE);
    }
}
