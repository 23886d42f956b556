package io.filterfit.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstructionSetTest {

    private static final Set<String> HASWELL = Set.of("sse4_2", "avx", "avx2", "fma", "f16c");

    @TempDir
    Path directory;

    @Test
    void aProcessorWithAvx2AloneGetsTheAvx2Build() {
        assertThat(InstructionSet.of(HASWELL)).isEqualTo(InstructionSet.AVX2);
    }

    @Test
    void aProcessorThatLacksOnePartOfAvx512GetsTheAvx2Build() {
        // Knights Landing: AVX-512 without bw, dq and vl
        assertThat(InstructionSet.of(Set.of("avx2", "fma", "f16c", "avx512f", "avx512cd", "avx512er", "avx512pf")))
                .isEqualTo(InstructionSet.AVX2);
    }

    @Test
    void aProcessorWithEveryPartOfAvx512GetsItsBuild() {
        assertThat(InstructionSet.of(
                        Set.of("avx2", "fma", "f16c", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl")))
                .isEqualTo(InstructionSet.AVX512);
    }

    @Test
    void anOldProcessorGetsTheBuildThatRunsAnywhere() {
        assertThat(InstructionSet.of(Set.of("sse4_2", "avx"))).isEqualTo(InstructionSet.BASELINE);
    }

    @Test
    void theFlagsOfTheFirstProcessorAreRead() throws Exception {
        Path cpuInfo = directory.resolve("cpuinfo");
        Files.writeString(
                cpuInfo, "processor\t: 0\nflags\t\t: fpu avx avx2\nbogomips : 1\n\nprocessor : 1\nflags : x\n");

        assertThat(InstructionSet.flagsOf(cpuInfo)).containsExactlyInAnyOrder("fpu", "avx", "avx2");
    }

    @Test
    void whereThereIsNoCpuInfoNothingIsAssumed() {
        assertThat(InstructionSet.flagsOf(directory.resolve("none"))).isEmpty();
    }
}
