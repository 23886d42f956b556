package io.filterfit.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.nd4j.Device;
import io.filterfit.nd4j.DeviceChoice;
import io.filterfit.nd4j.DeviceSettings;
import io.filterfit.nd4j.Gpu;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void aFallBackToTheCpuShows() {
        var settings = new DeviceSettings(Device.AUTO, 1);

        DeviceMetrics.register(registry, new DeviceChoice(settings, Device.CPU, List.of(), List.of("no GPU")));

        assertThat(registry.get("filterfit.device.fallback")
                        .tags("device", "cpu", "requested", "auto")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("filterfit.device.gpus").gauge().value()).isZero();
    }

    @Test
    void gpusAreCountedAndNamed() {
        var settings = new DeviceSettings(Device.CUDA, 2);
        var gpus = List.of(new Gpu("A100", "8.0", 40L << 30), new Gpu("T4", "7.5", 16L << 30));

        DeviceMetrics.register(registry, new DeviceChoice(settings, Device.CUDA, gpus, List.of()));

        assertThat(registry.get("filterfit.device.gpus")
                        .tags("device", "cuda", "names", "A100, T4")
                        .gauge()
                        .value())
                .isEqualTo(2);
        assertThat(registry.get("filterfit.device.fallback").gauge().value()).isZero();
    }
}
