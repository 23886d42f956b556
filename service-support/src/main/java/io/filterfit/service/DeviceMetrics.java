package io.filterfit.service;

import io.filterfit.nd4j.DeviceChoice;
import io.filterfit.nd4j.Gpu;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.stream.Collectors;

/** What computes, as metrics. */
final class DeviceMetrics {

    private DeviceMetrics() {}

    static void register(MeterRegistry registry, DeviceChoice choice) {
        var tags = Tags.of(
                "device", choice.device().code(),
                "requested", choice.settings().device().code());
        Gauge.builder("filterfit.device.gpus", () -> choice.gpus().size())
                .description("GPUs that compute; 0 where the CPU does")
                .tags(tags.and("names", choice.gpus().stream().map(Gpu::name).collect(Collectors.joining(", "))))
                .register(registry);
        Gauge.builder("filterfit.device.fallback", () -> choice.fellBack() ? 1 : 0)
                .description("1 where the CPU computes in place of a GPU; the log tells why")
                .tags(tags)
                .register(registry);
    }
}
