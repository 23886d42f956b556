package io.filterfit.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChildJvmTest {

    @Test
    void everyArgumentIsAnOptionOfJava() {
        assertThat(ChildJvm.arguments()).isNotEmpty().allMatch(argument -> argument.startsWith("-"));
    }

    @Test
    @Timeout(120)
    void aChildRefusesToDeserialise() throws Exception {
        assertThat(output(Deserialises.class)).contains("InvalidClassException");
    }

    @Test
    @Timeout(120)
    void aChildIsSetUpWithoutAnyCallToUs() throws Exception {
        assumeTrue(InstructionSet.ofThisProcessor() != InstructionSet.BASELINE);

        assertThat(output(UsesNd4j.class)).contains("oneDNN true", "extension -onednn-");
    }

    private static String output(Class<?> main) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ChildJvm.arguments());
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), main.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(ChildJvm.environment());
        Process child = builder.start();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(child.getInputStream()))) {
            String output = String.join("\n", reader.lines().toList());
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            child.destroyForcibly();
        }
    }

    static final class Deserialises {
        public static void main(String[] arguments) throws Exception {
            var bytes = new java.io.ByteArrayOutputStream();
            new java.io.ObjectOutputStream(bytes).writeObject(new java.util.ArrayList<>(List.of("a")));
            new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray())).readObject();
        }
    }

    static final class UsesNd4j {
        public static void main(String[] arguments) {
            org.nd4j.linalg.factory.Nd4j.ones(2);
            System.out.println("oneDNN "
                    + org.nd4j.nativeblas.Nd4jCpu.Environment.getInstance().isUseMKLDNN());
            System.out.println("extension " + System.getProperty("org.bytedeco.javacpp.platform.extension"));
        }
    }
}
