package io.filterfit.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j as it comes: run without FilterFit on the class path, in layout NCHW. Arguments: a network's file, batch size,
 * measured steps.
 */
final class StockDeeplearning4j {

    private StockDeeplearning4j() {}

    public static void main(String[] arguments) throws Exception {
        ComputationGraph network = ComputationGraph.load(new File(arguments[0]), false);
        int batch = Integer.parseInt(arguments[1]);
        int steps = Integer.parseInt(arguments[2]);
        INDArray[] images = {Nd4j.randn(batch, 3, 32, 32)};
        INDArray[] labels = {Nd4j.zeros(batch, 10)};
        for (int image = 0; image < batch; image++) {
            labels[0].putScalar(image, image % 10, 1);
        }
        double training = StepTimer.imagesPerSecond(batch, steps, () -> network.fit(images, labels));
        double inference = StepTimer.imagesPerSecond(batch, steps, () -> network.output(images));
        System.out.println(new Rate(training, inference, setup()).line());
    }

    /** Without NativeRuntime, which is FilterFit's. */
    private static String setup() throws IOException {
        Properties artifact = new Properties();
        try (InputStream properties =
                Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            artifact.load(properties);
        }
        return "ND4J " + artifact.getProperty("version") + ", "
                + Nd4j.getEnvironment().maxThreads() + " threads, the system's malloc";
    }
}
