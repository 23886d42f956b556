package io.filterfit.nd4j;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.management.OperatingSystemMXBean;
import io.filterfit.spec.CompressionException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sets ND4J's native side up: the device, the library built for this processor with oneDNN, Deeplearning4j's layer helpers, the
 * number of threads, the memory limits, an allocator that keeps its pages. Nothing that the user has set is changed.
 *
 * <p>Threads: system property {@value #THREADS}, else the environment's {@code OMP_NUM_THREADS}, else the processors that the JVM
 * sees (a container's limit included).
 */
public final class NativeRuntime {

    /** How many threads compute. */
    public static final String THREADS = "filterfit.threads";

    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    private static final String HELPERS_DISABLED = "org.eclipse.deeplearning4j.helpers.disable";
    private static final String MAX_BYTES = "org.bytedeco.javacpp.maxbytes";
    private static final String MAX_PHYSICAL_BYTES = "org.bytedeco.javacpp.maxphysicalbytes";
    private static final String LOG_INITIALISATION = "org.nd4j.log.initialization";
    private static final String JAVACPP_LOGGER = "org.bytedeco.javacpp.logger";
    private static final double SHARE_OF_MEMORY = 0.7;
    private static final String SPINS_AT_BARRIERS = "1000";

    /** The builds of ND4J's CUDA library that use cuDNN. */
    private static final String CUDNN = "-cudnn";

    private static DeviceChoice choice;
    private static Allocator allocator;

    private NativeRuntime() {}

    /**
     * Prepares for the device that the process's properties and environment ask for.
     *
     * @throws CompressionException as {@link #prepare(DeviceSettings)}
     */
    public static synchronized DeviceChoice prepare() {
        return choice == null ? prepare(DeviceSettings.ofProcess()) : choice;
    }

    /**
     * Chooses the device and does what must be done before ND4J's natives load; does not load them. The first choice holds as long as
     * the process lives.
     *
     * @throws CompressionException DEVICE_UNAVAILABLE if a GPU is demanded and cannot be had
     */
    public static synchronized DeviceChoice prepare(DeviceSettings settings) {
        if (choice != null && choice.settings().equals(settings)) {
            return choice;
        }
        DeviceChoice wanted =
                DeviceChoice.of(settings, CudaBuild.ofClassPath(), () -> CudaDriver.search(settings.gpus()));
        if (choice == null) {
            prepareFor(wanted.device());
            choice = wanted;
        } else if (choice.device() != wanted.device() || !choice.gpus().equals(wanted.gpus())) {
            throw new IllegalStateException("this process computes on " + choice + " already");
        }
        return choice;
    }

    private static void prepareFor(Device device) {
        boolean cpu = device == Device.CPU;
        setIfAbsent(EXTENSION, cpu ? InstructionSet.available().extension() : CUDNN);
        // Deeplearning4j's helpers for cuDNN were not published with this version of it.
        setIfAbsent(HELPERS_DISABLED, cpu ? "false" : "true");
        setIfAbsent(LOG_INITIALISATION, "false");
        // JavaCPP prints warnings to standard error otherwise, one for each of ND4J's libraries that is older than
        // oneDNN's.
        setIfAbsent(JAVACPP_LOGGER, "slf4j");
        // What the arithmetic may allocate outside the heap. JavaCPP's other limit compares the resident size, which an
        // allocator that keeps its pages does not lower, and would collect garbage at every allocation beyond it.
        setIfAbsent(MAX_BYTES, Long.toString((long) (SHARE_OF_MEMORY * memoryOfMachineOrContainer())));
        setIfAbsent(MAX_PHYSICAL_BYTES, "0");
        allocator = Platform.isLinux() ? prepareProcess() : new Allocator("unknown", false);
    }

    /**
     * Prepares, loads ND4J and says what is in force.
     *
     * @throws CompressionException DEVICE_UNAVAILABLE if a GPU is demanded and cannot be had
     */
    public static synchronized RuntimeFacts start() {
        prepare();
        if (choice.device() == Device.CUDA && Nd4j.getEnvironment().isCPU()) {
            choice = choice.withoutBackend();
        }
        Nd4j.getEnvironment().setMaxThreads(threads());
        Nd4j.getEnvironment().setMaxMasterThreads(threads());
        boolean cpu = Nd4j.getEnvironment().isCPU();
        boolean oneDnn =
                cpu && org.nd4j.nativeblas.Nd4jCpu.Environment.getInstance().isUseMKLDNN();
        boolean helpers = !Boolean.parseBoolean(System.getProperty(HELPERS_DISABLED));
        InstructionSet loaded = InstructionSet.ofExtension(System.getProperty(EXTENSION, ""));
        return new RuntimeFacts(
                choice.device(),
                choice.gpus(),
                Nd4j.class.getPackage().getImplementationVersion(),
                oneDnn && helpers,
                cpu ? loaded.name().toLowerCase() : "",
                Nd4j.getEnvironment().maxThreads(),
                allocator.name(),
                allocator.retainsPages(),
                warnings(cpu ? cpuWarnings(oneDnn, helpers, loaded) : List.of()));
    }

    /** Whether this processor has AVX2 or better, without which oneDNN falls back to code that serves for comparison only. */
    public static boolean hasVectorUnits() {
        return InstructionSet.ofThisProcessor() != InstructionSet.BASELINE;
    }

    /** How many threads compute, as set or found; at least 1. */
    public static int threads() {
        Integer configured = Integer.getInteger(THREADS);
        if (configured == null) {
            configured = Integer.getInteger("OMP_NUM_THREADS", parseOrNull(System.getenv("OMP_NUM_THREADS")));
        }
        return configured == null ? Runtime.getRuntime().availableProcessors() : Math.max(1, configured);
    }

    private static List<String> warnings(List<String> ofBackend) {
        return Stream.concat(choice.warnings().stream(), ofBackend.stream()).toList();
    }

    private static List<String> cpuWarnings(boolean oneDnn, boolean helpers, InstructionSet loaded) {
        List<String> warnings = new ArrayList<>();
        InstructionSet possible = InstructionSet.ofThisProcessor();
        if (!oneDnn) {
            warnings.add("ND4J runs without oneDNN, about ten times slower: "
                    + (possible == InstructionSet.BASELINE
                            ? "this processor has no AVX2"
                            : "put nd4j-native with a classifier that ends in " + possible.extension()
                                    + " on the class path and leave -D" + EXTENSION + " unset"));
        } else if (loaded.ordinal() < possible.ordinal()) {
            warnings.add("ND4J runs with " + loaded.name() + " where this processor has " + possible.name());
        }
        if (!helpers) {
            warnings.add("Deeplearning4j's oneDNN layers are switched off by -D" + HELPERS_DISABLED + "=true");
        }
        if (!allocator.retainsPages()) {
            warnings.add("The allocator (" + allocator.name()
                    + ") gives freed pages back to the kernel, which may halve the throughput; install jemalloc and start with "
                    + String.join(" ", ChildJvm.allocatorAssignments()));
        }
        return warnings;
    }

    private static Allocator prepareProcess() {
        Allocator.LibC libC = Native.load("c", Allocator.LibC.class);
        // libgomp and OpenBLAS read these as they load, and know of processors, not of a container's share of them.
        String threads = Integer.toString(threads());
        libC.setenv("OMP_NUM_THREADS", threads, 0);
        libC.setenv("OPENBLAS_NUM_THREADS", threads, 0);
        if (System.getenv("OMP_WAIT_POLICY") == null) {
            // libgomp spins for milliseconds at every barrier. Alone on the machine that gains next to nothing; where
            // two
            // processes share two cores each spins while the other's thread waits for the core, and both all but stand
            // still.
            libC.setenv("GOMP_SPINCOUNT", SPINS_AT_BARRIERS, 0);
        }
        return Allocator.retaining();
    }

    private static long memoryOfMachineOrContainer() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static Integer parseOrNull(String number) {
        try {
            return number == null ? null : Integer.valueOf(number.strip());
        } catch (NumberFormatException perLevelList) {
            return null;
        }
    }
}
