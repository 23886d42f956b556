package io.filterfit.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import org.junit.jupiter.api.Test;

class CudaDriverTest {

    private static final int NO_DEVICE = 100;

    /** A driver that has so many GPUs, none of them usable where the number is negative. */
    private record FakeDriver(int gpus, int version) implements CudaDriver.Api {

        @Override
        public int cuInit(int flags) {
            return gpus < 0 ? NO_DEVICE : 0;
        }

        @Override
        public int cuDriverGetVersion(IntByReference answer) {
            answer.setValue(version);
            return 0;
        }

        @Override
        public int cuDeviceGetCount(IntByReference count) {
            count.setValue(gpus);
            return 0;
        }

        @Override
        public int cuDeviceGet(IntByReference device, int ordinal) {
            device.setValue(40 + ordinal);
            return 0;
        }

        @Override
        public int cuDeviceGetName(byte[] name, int bytes, int device) {
            byte[] text = ("GPU " + device).getBytes();
            System.arraycopy(text, 0, name, 0, text.length);
            return 0;
        }

        @Override
        public int cuDeviceTotalMem_v2(LongByReference bytes, int device) {
            bytes.setValue(16L << 30);
            return 0;
        }

        @Override
        public int cuDeviceGetAttribute(IntByReference value, int attribute, int device) {
            value.setValue(attribute == 75 ? 8 : 6);
            return 0;
        }
    }

    @Test
    void gpusAreNamed() {
        GpuSearch search = new CudaDriver(new FakeDriver(2, 12_040)).gpus();

        assertThat(search.found())
                .containsExactly(new Gpu("GPU 40", "8.6", 16L << 30), new Gpu("GPU 41", "8.6", 16L << 30));
    }

    @Test
    void aDriverWithoutGpusSaysWhatItAnswered() {
        assertThat(new CudaDriver(new FakeDriver(-1, 12_040)).gpus().absence()).contains("cuInit answers 100");
        assertThat(new CudaDriver(new FakeDriver(0, 12_040)).gpus().absence()).contains("counts none");
    }

    @Test
    void aDriverFromBeforeCuda11IsTooOld() {
        GpuSearch search = new CudaDriver(new FakeDriver(1, 10_020)).gpus();

        assertThat(search.found()).isEmpty();
        assertThat(search.absence()).contains("for CUDA 10.2");
    }

    @Test
    void theFirstGpusStayVisible() {
        assertThat(CudaDriver.visible(null, 2)).isEqualTo("0,1");
    }

    @Test
    void whatTheUserMadeVisibleIsNotExceeded() {
        assertThat(CudaDriver.visible("3,5,7", 2)).isEqualTo("3,5");
        assertThat(CudaDriver.visible("3", 2)).isEqualTo("3");
        assertThat(CudaDriver.visible("", 2)).isEmpty();
    }
}
