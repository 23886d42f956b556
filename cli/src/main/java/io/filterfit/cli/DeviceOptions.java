package io.filterfit.cli;

import io.filterfit.nd4j.Device;
import io.filterfit.nd4j.DeviceChoice;
import io.filterfit.nd4j.DeviceSettings;
import io.filterfit.nd4j.NativeRuntime;
import picocli.CommandLine.Option;

/** What computes. */
final class DeviceOptions {

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda",
            defaultValue = "${FILTERFIT_DEVICE:-auto}",
            description = "What computes; auto is a GPU where one can be used, else the CPU (${DEFAULT-VALUE}).")
    private Device device;

    @Option(
            names = "--gpus",
            paramLabel = "N",
            defaultValue = "${FILTERFIT_GPUS:-1}",
            description = "How many GPUs share a batch in training (${DEFAULT-VALUE}).")
    private int gpus;

    /** Chooses, before anything computes, and warns of what is not as it was asked for. */
    void apply(Output output) {
        DeviceSettings settings = new DeviceSettings(device, gpus);
        if (NativeRuntime.prepare(settings).device() == Device.CUDA) {
            NativeRuntime.start(); // whether the backend loads shows only now
        }
        DeviceChoice choice = NativeRuntime.prepare(settings);
        choice.warnings().forEach(warning -> output.progress("Warning: " + warning));
    }
}
