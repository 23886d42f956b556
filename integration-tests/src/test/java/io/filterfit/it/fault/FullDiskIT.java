package io.filterfit.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.filterfit.it.TinyJob;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The store's disk is full, really: a small file system that somebody else fills. */
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("long")
class FullDiskIT {

    private static final int MEBIBYTES = 16;

    private static Path directory;
    private static Path disk;
    private static Bench bench;

    @BeforeAll
    @Timeout(300)
    static void start() throws Exception {
        directory = Files.createTempDirectory("filterfit-full-disk");
        disk = Files.createDirectories(directory.resolve("stack/store/data"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + MEBIBYTES + "m", "tmpfs", disk.toString()),
                "no file system can be mounted here; a store with a full disk is not tested");
        bench = new Bench(directory, Map.of("FILTERFIT_STORE_RETRY_FOR", "8s"));
        bench.undisturbed(TinyJob.SHORT);
    }

    @AfterAll
    static void end() throws Exception {
        if (bench != null) {
            bench.close();
        }
        run("umount", disk.toString());
        FileUtils.deleteQuietly(directory.toFile());
    }

    @Test
    void jobsWaitForRoomAndFailTypedWithoutIt() throws Exception {
        var fill = fill();
        var fault = new Stopwatch();
        var failing = bench.submit("disk-full", TinyJob.SHORT);
        var audit = new Audit(bench, failing).afterItsEnd();
        assertThat(audit.failure().reason()).isEqualTo(FailureReason.STORE_UNAVAILABLE);
        FaultLog.met("disk of the store full", "analyzer", 1, audit.outcome(), null, fault.seconds());

        fault = new Stopwatch();
        var waiting = bench.submit("disk-full-for-a-while", TinyJob.SHORT);
        TimeUnit.SECONDS.sleep(4);
        Files.delete(fill);
        audit = new Audit(bench, waiting).afterItsEnd();
        assertThat(audit.outcome()).isEqualTo("completed");
        assertThat(audit.results().bitEqual(bench.undisturbed(TinyJob.SHORT))).isTrue();
        FaultLog.met("disk of the store full for 4 s", "analyzer", 1, audit.outcome(), true, fault.seconds());
    }

    private static Path fill() throws IOException {
        var file = disk.resolve("fill");
        var block = new byte[4_096];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return file;
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
