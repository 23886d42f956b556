package io.filterfit.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class NativeRuntimeTest {

    private static boolean processorHasAvx2() {
        return InstructionSet.ofThisProcessor() != InstructionSet.BASELINE;
    }

    @Test
    void oneDnnIsInForceOnAProcessorThatCanRunIt() {
        assumeTrue(processorHasAvx2());

        RuntimeFacts facts = NativeRuntime.start();

        assertThat(facts.oneDnn()).isTrue();
        assertThat(facts.instructionSet())
                .isEqualTo(InstructionSet.ofThisProcessor().name().toLowerCase());
    }

    @Test
    void layersGetTheirOneDnnHelpers() {
        assumeTrue(processorHasAvx2());
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(new BatchNormalization())
                .setInputType(InputType.convolutional(8, 8, 3))
                .build());
        network.init();

        network.output(Nd4j.rand(2, 3, 8, 8));

        assertThat(network.getLayer(0).getHelper()).isNotNull();
        assertThat(network.getLayer(0).getHelper().checkSupported()).isTrue();
        assertThat(network.getLayer(1).getHelper()).isNotNull();
        assertThat(network.getLayer(1).getHelper().checkSupported()).isTrue();
    }

    @Test
    void freedPagesStayWithTheProcess() {
        assumeTrue(Files.exists(Path.of("/proc/self/maps")));

        RuntimeFacts facts = NativeRuntime.start();

        assertThat(facts.pagesRetained()).isTrue();
        assertThat(facts.allocator()).isIn("glibc", "jemalloc");
    }

    @Test
    void nothingIsToBeWarnedOfWhereEverythingIsInForce() {
        assumeTrue(processorHasAvx2() && Files.exists(Path.of("/proc/self/maps")));

        assertThat(NativeRuntime.start().warnings()).isEmpty();
    }

    @Test
    void asManyThreadsComputeAsTheJvmSeesProcessors() {
        assumeTrue(System.getenv("OMP_NUM_THREADS") == null && System.getProperty(NativeRuntime.THREADS) == null);

        assertThat(NativeRuntime.start().threads())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }
}
