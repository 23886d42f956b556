package io.filterfit.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceSettingsTest {

    @Test
    void aGpuIsTakenIfThereIsOneWhereNothingIsSet() {
        assertThat(DeviceSettings.of(Map.of(), Map.of())).isEqualTo(new DeviceSettings(Device.AUTO, 1));
    }

    @Test
    void theEnvironmentSays() {
        assertThat(DeviceSettings.of(Map.of(), Map.of("FILTERFIT_DEVICE", "CUDA", "FILTERFIT_GPUS", "2")))
                .isEqualTo(new DeviceSettings(Device.CUDA, 2));
    }

    @Test
    void aPropertyComesBeforeTheEnvironment() {
        assertThat(DeviceSettings.of(Map.of("filterfit.device", "cpu"), Map.of("FILTERFIT_DEVICE", "cuda"))
                        .device())
                .isEqualTo(Device.CPU);
    }

    @Test
    void aDeviceThatIsNoneIsRefusedByName() {
        assertThatThrownBy(() -> DeviceSettings.of(Map.of("filterfit.device", "tpu"), Map.of()))
                .hasMessage("filterfit.device is 'tpu'; use one of auto, cpu, cuda");
    }

    @Test
    void noGpuAtAllIsRefused() {
        assertThatThrownBy(() -> new DeviceSettings(Device.CUDA, 0)).hasMessage("gpus is 0; it must be at least 1");
    }
}
