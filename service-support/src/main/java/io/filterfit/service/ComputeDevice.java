package io.filterfit.service;

import io.filterfit.nd4j.Device;
import io.filterfit.nd4j.DeviceChoice;
import io.filterfit.nd4j.DeviceSettings;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.spec.CompressionException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.jboss.logging.Logger;

/** Chooses what computes as the service starts, and says so in log and metrics. */
@ApplicationScoped
class ComputeDevice {

    private static final Logger LOG = Logger.getLogger(ComputeDevice.class);

    private final DeviceSettings settings;
    private final MeterRegistry registry;

    ComputeDevice(ServiceConfiguration configuration, MeterRegistry registry) {
        this.settings = new DeviceSettings(configuration.device(), configuration.gpus());
        this.registry = registry;
    }

    /**
     * Without the GPU that is demanded the service does not start, and takes no job before it knows: jobs are for a replica that has one.
     */
    void startOfService(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent startup) {
        var choice = choose();
        choice.warnings().forEach(LOG::warn);
        DeviceMetrics.register(registry, choice);
    }

    private DeviceChoice choose() {
        try {
            if (NativeRuntime.prepare(settings).device() == Device.CUDA) {
                // Whether the driver is good enough for CUDA shows only now; better than in the first job.
                LOG.info(NativeRuntime.start().summary());
            }
            return NativeRuntime.prepare(settings);
        } catch (CompressionException unavailable) {
            LOG.fatal(unavailable.getMessage());
            throw unavailable;
        }
    }
}
