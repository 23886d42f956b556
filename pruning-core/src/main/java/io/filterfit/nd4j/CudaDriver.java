package io.filterfit.nd4j;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks NVIDIA's driver for its GPUs. The driver's own library comes with it, so that nothing of CUDA has to be there: looking costs
 * milliseconds, where ND4J's backend would load a gigabyte to find out.
 */
final class CudaDriver {

    private static final String LIBRARY = "libcuda.so.1";
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
    private static final int NAME_BYTES = 256;
    private static final int SUCCESS = 0;

    /** CUDA 11.0, as the driver writes it: the libraries of CUDA 11.6 run on the drivers of every CUDA 11 and later. */
    private static final int OLDEST_VERSION = 11_000;

    private static final int COMPUTE_CAPABILITY_MAJOR = 75;
    private static final int COMPUTE_CAPABILITY_MINOR = 76;

    /** The part of CUDA's driver API (cuda.h) that is called; each answers 0, or what is wrong. */
    interface Api extends Library {
        int cuInit(int flags);

        int cuDriverGetVersion(IntByReference version);

        int cuDeviceGetCount(IntByReference count);

        int cuDeviceGet(IntByReference device, int ordinal);

        int cuDeviceGetName(byte[] name, int bytes, int device);

        int cuDeviceTotalMem_v2(LongByReference bytes, int device);

        int cuDeviceGetAttribute(IntByReference value, int attribute, int device);
    }

    private final Api api;

    CudaDriver(Api api) {
        this.api = api;
    }

    /**
     * Looks for GPUs, and keeps CUDA in this process from seeing more than the first so many of them: ND4J would spread its threads
     * over all that it sees.
     */
    static GpuSearch search(int most) {
        try {
            Native.load("c", Allocator.LibC.class).setenv(VISIBLE, visible(System.getenv(VISIBLE), most), 1);
            return new CudaDriver(Native.load(LIBRARY, Api.class)).gpus();
        } catch (UnsatisfiedLinkError noDriver) {
            return GpuSearch.none("NVIDIA's driver (" + LIBRARY + ") is not installed");
        }
    }

    /** The driver ignores all from the first that does not exist, so that there may be fewer. */
    static String visible(String setByUser, int most) {
        return setByUser == null
                ? IntStream.range(0, most).mapToObj(String::valueOf).collect(Collectors.joining(","))
                : Arrays.stream(setByUser.split(",")).limit(most).collect(Collectors.joining(","));
    }

    GpuSearch gpus() {
        int initialised = api.cuInit(0);
        if (initialised != SUCCESS) {
            return GpuSearch.none("NVIDIA's driver finds none (cuInit answers " + initialised + ")");
        }
        IntByReference version = new IntByReference();
        api.cuDriverGetVersion(version);
        if (version.getValue() < OLDEST_VERSION) {
            return GpuSearch.none("NVIDIA's driver is for CUDA %d.%d, and 11.0 is the oldest that will do"
                    .formatted(version.getValue() / 1_000, version.getValue() % 1_000 / 10));
        }
        IntByReference count = new IntByReference();
        int counted = api.cuDeviceGetCount(count);
        if (counted != SUCCESS || count.getValue() == 0) {
            return GpuSearch.none("NVIDIA's driver counts none (cuDeviceGetCount answers " + counted + ")");
        }
        List<Gpu> gpus = new ArrayList<>();
        for (int ordinal = 0; ordinal < count.getValue(); ordinal++) {
            gpus.add(gpu(ordinal));
        }
        return GpuSearch.found(gpus);
    }

    private Gpu gpu(int ordinal) {
        IntByReference device = new IntByReference();
        api.cuDeviceGet(device, ordinal);
        byte[] name = new byte[NAME_BYTES];
        api.cuDeviceGetName(name, NAME_BYTES, device.getValue());
        LongByReference memory = new LongByReference();
        api.cuDeviceTotalMem_v2(memory, device.getValue());
        return new Gpu(
                Native.toString(name, StandardCharsets.UTF_8.name()),
                attribute(COMPUTE_CAPABILITY_MAJOR, device.getValue()) + "."
                        + attribute(COMPUTE_CAPABILITY_MINOR, device.getValue()),
                memory.getValue());
    }

    private int attribute(int attribute, int device) {
        IntByReference value = new IntByReference();
        api.cuDeviceGetAttribute(value, attribute, device);
        return value.getValue();
    }
}
