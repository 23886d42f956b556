package io.filterfit.nd4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The builds of ND4J's native library, by the instructions they need; best last. */
enum InstructionSet {
    /** Runs on any x86-64, without oneDNN. */
    BASELINE("", Set.of()),
    AVX2("-onednn-avx2", Set.of("avx2", "fma", "f16c")),
    AVX512("-onednn-avx512", Set.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl", "fma"));

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String LIBRARY = "/org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64%s/libnd4jcpu.so";

    private final String extension;
    private final Set<String> flags;

    InstructionSet(String extension, Set<String> flags) {
        this.extension = extension;
        this.flags = flags;
    }

    /** JavaCPP's platform extension, which is what the Maven classifier ends with. */
    String extension() {
        return extension;
    }

    /** The best that this processor can run, whether or not a build for it is there. */
    static InstructionSet ofThisProcessor() {
        return of(flagsOf(CPU_INFO));
    }

    /** The best build that this processor can run and that is on the class path. */
    static InstructionSet available() {
        InstructionSet best = ofThisProcessor();
        return Stream.of(AVX512, AVX2)
                .filter(candidate -> candidate.ordinal() <= best.ordinal())
                .filter(InstructionSet::onClassPath)
                .findFirst()
                .orElse(BASELINE);
    }

    static InstructionSet ofExtension(String extension) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.extension.equals(extension))
                .findFirst()
                .orElse(BASELINE);
    }

    static InstructionSet of(Set<String> processorFlags) {
        return Stream.of(AVX512, AVX2)
                .filter(candidate -> processorFlags.containsAll(candidate.flags))
                .findFirst()
                .orElse(BASELINE);
    }

    /** The flags of the first processor listed; empty where there is no such file (not Linux). */
    static Set<String> flagsOf(Path cpuInfo) {
        if (!Files.isReadable(cpuInfo)) {
            return Set.of();
        }
        try (Stream<String> lines = Files.lines(cpuInfo)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip().split("\\s+"))
                    .map(flags -> Arrays.stream(flags).collect(Collectors.toSet()))
                    .orElse(Set.of());
        } catch (IOException unreadable) {
            return Set.of();
        }
    }

    private boolean onClassPath() {
        return InstructionSet.class.getResource(LIBRARY.formatted(extension)) != null;
    }
}
