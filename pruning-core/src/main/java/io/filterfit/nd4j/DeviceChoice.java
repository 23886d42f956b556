package io.filterfit.nd4j;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What will compute.
 *
 * @param settings what was asked for
 * @param device {@link Device#CPU} or {@link Device#CUDA}
 * @param gpus those that compute; empty on the CPU
 * @param warnings a sentence for what is not as it was asked for, or slower than it could be
 */
public record DeviceChoice(DeviceSettings settings, Device device, List<Gpu> gpus, List<String> warnings) {

    private static final String NOT_BUILT = "this build computes on the CPU only; build it with -Pcuda";

    public DeviceChoice {
        gpus = List.copyOf(gpus);
        warnings = List.copyOf(warnings);
    }

    /** @throws CompressionException DEVICE_UNAVAILABLE if a GPU is demanded and cannot be had */
    static DeviceChoice of(DeviceSettings settings, CudaBuild build, Supplier<GpuSearch> search) {
        return switch (settings.device()) {
            case CPU -> cpu(settings, List.of());
            case CUDA -> demanded(settings, build, () -> search.get().runnable());
            case AUTO -> available(settings, build, search.get().runnable());
        };
    }

    /** Whether a GPU could have been hoped for and the CPU computes. */
    public boolean fellBack() {
        return settings.device() == Device.AUTO && device == Device.CPU && !warnings.isEmpty();
    }

    private static DeviceChoice demanded(DeviceSettings settings, CudaBuild build, Supplier<GpuSearch> search) {
        if (!build.backend()) {
            throw unavailable(NOT_BUILT);
        }
        GpuSearch gpus = search.get();
        if (gpus.found().isEmpty()) {
            throw unavailable("no GPU can be used: " + gpus.absence());
        }
        if (gpus.found().size() < settings.gpus()) {
            throw unavailable(
                    "gpus is " + settings.gpus() + " and " + gpus.found().size() + " found");
        }
        if (!build.missing().isEmpty()) {
            throw unavailable(missing(build));
        }
        return cuda(settings, gpus.found(), List.of());
    }

    private static DeviceChoice available(DeviceSettings settings, CudaBuild build, GpuSearch gpus) {
        int found = gpus.found().size();
        if (!build.backend()) {
            // Nobody who builds for the CPU and has no GPU wants to hear of it.
            return cpu(settings, found == 0 ? List.of() : List.of("A GPU lies idle: " + NOT_BUILT));
        }
        if (found == 0) {
            return cpu(settings, List.of("The CPU computes, as no GPU can be used: " + gpus.absence()));
        }
        if (!build.missing().isEmpty()) {
            return cpu(settings, List.of("The CPU computes and a GPU lies idle: " + missing(build)));
        }
        List<String> warnings = new ArrayList<>();
        if (found < settings.gpus()) {
            warnings.add("%d of the %d GPUs that were asked for compute, as there are no more"
                    .formatted(found, settings.gpus()));
        }
        return cuda(settings, gpus.found(), warnings);
    }

    /** The same where ND4J would not load the backend after all. */
    DeviceChoice withoutBackend() {
        String problem = "ND4J could not load its CUDA backend; its log tells why";
        if (settings.device() == Device.CUDA) {
            throw unavailable(problem);
        }
        return cpu(
                settings,
                List.of(
                        "The CPU computes and a GPU lies idle: " + problem
                                + ". The CPU is slow, too, as all was prepared for the GPU: until that is mended, set device to cpu"));
    }

    private static DeviceChoice cpu(DeviceSettings settings, List<String> warnings) {
        return new DeviceChoice(settings, Device.CPU, List.of(), warnings);
    }

    private static DeviceChoice cuda(DeviceSettings settings, List<Gpu> gpus, List<String> warnings) {
        return new DeviceChoice(settings, Device.CUDA, gpus, warnings);
    }

    private static String missing(CudaBuild build) {
        return String.join(", ", build.missing())
                + " cannot be loaded; install CUDA 11.6 and cuDNN 8, or build with -Pcuda,cuda-libraries";
    }

    private static CompressionException unavailable(String why) {
        return new CompressionException(
                FailureReason.DEVICE_UNAVAILABLE,
                "device is cuda, but " + why + "; or set device to auto, which falls back to the CPU");
    }
}
