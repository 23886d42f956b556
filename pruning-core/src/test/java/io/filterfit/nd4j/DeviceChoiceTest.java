package io.filterfit.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceChoiceTest {

    private static final CudaBuild FOR_CPU = new CudaBuild(false, List.of());
    private static final CudaBuild FOR_CUDA = new CudaBuild(true, List.of());
    private static final CudaBuild WITHOUT_CUDNN = new CudaBuild(true, List.of("libcudnn.so.8"));
    private static final Gpu A100 = new Gpu("NVIDIA A100", "8.0", 40L << 30);
    private static final Supplier<GpuSearch> ONE = () -> GpuSearch.found(List.of(A100));
    private static final Supplier<GpuSearch> NONE = () -> GpuSearch.none("the driver is not installed");

    private static DeviceSettings settings(Device device) {
        return new DeviceSettings(device, 1);
    }

    @Test
    void theCpuIsTakenWithoutLookingForGpus() {
        Supplier<GpuSearch> forbidden = () -> {
            throw new AssertionError("looked for GPUs");
        };

        DeviceChoice choice = DeviceChoice.of(settings(Device.CPU), FOR_CUDA, forbidden);

        assertThat(choice.device()).isEqualTo(Device.CPU);
        assertThat(choice.warnings()).isEmpty();
    }

    @Test
    void autoTakesTheGpuThatIsThere() {
        DeviceChoice choice = DeviceChoice.of(settings(Device.AUTO), FOR_CUDA, ONE);

        assertThat(choice.device()).isEqualTo(Device.CUDA);
        assertThat(choice.gpus()).containsExactly(A100);
        assertThat(choice.warnings()).isEmpty();
    }

    @Test
    void autoFallsBackToTheCpuAndSaysWhy() {
        DeviceChoice choice = DeviceChoice.of(settings(Device.AUTO), FOR_CUDA, NONE);

        assertThat(choice.device()).isEqualTo(Device.CPU);
        assertThat(choice.fellBack()).isTrue();
        assertThat(choice.warnings())
                .containsExactly("The CPU computes, as no GPU can be used: the driver is not installed");
    }

    @Test
    void autoFallsBackToTheCpuWhereLibrariesOfCudaAreMissing() {
        DeviceChoice choice = DeviceChoice.of(settings(Device.AUTO), WITHOUT_CUDNN, ONE);

        assertThat(choice.device()).isEqualTo(Device.CPU);
        assertThat(choice.warnings()).singleElement().asString().contains("libcudnn.so.8", "GPU lies idle");
    }

    @Test
    void aGpuThatNd4jHasNoMachineCodeForIsNotTaken() {
        Gpu h100 = new Gpu("NVIDIA H100 80GB HBM3", "9.0", 80L << 30);
        Supplier<GpuSearch> hopper = () -> GpuSearch.found(List.of(h100));
        Supplier<GpuSearch> both = () -> GpuSearch.found(List.of(A100, h100));

        DeviceChoice choice = DeviceChoice.of(settings(Device.AUTO), FOR_CUDA, hopper);

        assertThat(choice.device()).isEqualTo(Device.CPU);
        assertThat(choice.warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "The CPU computes, as no GPU can be used: NVIDIA H100 80GB HBM3 has compute capability 9.0, and ND4J");
        assertThat(DeviceChoice.of(settings(Device.AUTO), FOR_CPU, hopper).warnings())
                .isEmpty();
        assertUnavailable(settings(Device.CUDA), FOR_CUDA, hopper, "9.0");
        assertUnavailable(settings(Device.CUDA), FOR_CUDA, both, "CUDA_VISIBLE_DEVICES");
    }

    @ParameterizedTest
    @CsvSource({
        "3.5, false",
        "3.7, true",
        "5.3, true",
        "6.2, true",
        "7.2, true",
        "7.5, true",
        "8.0, true",
        "8.9, true",
        "9.0, false",
        "10.0, false",
        "12.0, false"
    })
    void machineCodeRunsOnItsOwnMajorVersionAndLaterMinorOnes(String capability, boolean runs) {
        assertThat(CudaBuild.runsOn(new Gpu("any", capability, 1))).isEqualTo(runs);
    }

    @Test
    void autoMakesDoWithFewerGpusThanAskedFor() {
        DeviceChoice choice = DeviceChoice.of(new DeviceSettings(Device.AUTO, 2), FOR_CUDA, ONE);

        assertThat(choice.gpus()).hasSize(1);
        assertThat(choice.warnings()).singleElement().asString().startsWith("1 of the 2 GPUs");
    }

    @Test
    void aBuildForTheCpuIsNotWarnedOfGpusThatNobodyHas() {
        DeviceChoice choice = DeviceChoice.of(settings(Device.AUTO), FOR_CPU, NONE);

        assertThat(choice.warnings()).isEmpty();
        assertThat(choice.fellBack()).isFalse();
    }

    @Test
    void aBuildForTheCpuNamesTheGpuThatItCannotUse() {
        DeviceChoice choice = DeviceChoice.of(settings(Device.AUTO), FOR_CPU, ONE);

        assertThat(choice.device()).isEqualTo(Device.CPU);
        assertThat(choice.warnings()).singleElement().asString().contains("-Pcuda");
    }

    @Test
    void aGpuThatIsDemandedAndNotThereIsATypedError() {
        assertUnavailable(new DeviceSettings(Device.CUDA, 1), FOR_CUDA, NONE, "the driver is not installed");
    }

    @Test
    void aGpuThatIsDemandedOfABuildForTheCpuIsATypedError() {
        assertUnavailable(new DeviceSettings(Device.CUDA, 1), FOR_CPU, ONE, "-Pcuda");
    }

    @Test
    void moreGpusThanThereAreIsATypedError() {
        assertUnavailable(new DeviceSettings(Device.CUDA, 2), FOR_CUDA, ONE, "gpus is 2 and 1 found");
    }

    @Test
    void librariesThatAreMissingAreNamed() {
        assertUnavailable(new DeviceSettings(Device.CUDA, 1), WITHOUT_CUDNN, ONE, "libcudnn.so.8");
    }

    @Test
    void aBackendThatDoesNotLoadIsAFallBackForAutoAndAnErrorForCuda() {
        assertThat(DeviceChoice.of(settings(Device.AUTO), FOR_CUDA, ONE)
                        .withoutBackend()
                        .fellBack())
                .isTrue();
        assertThatThrownBy(() ->
                        DeviceChoice.of(settings(Device.CUDA), FOR_CUDA, ONE).withoutBackend())
                .isInstanceOf(CompressionException.class);
    }

    private static void assertUnavailable(
            DeviceSettings settings, CudaBuild build, Supplier<GpuSearch> search, String mentions) {
        assertThatThrownBy(() -> DeviceChoice.of(settings, build, search))
                .isInstanceOfSatisfying(CompressionException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.DEVICE_UNAVAILABLE))
                .hasMessageContaining(mentions);
    }
}
